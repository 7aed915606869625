//! `remit_remark`: remark codes.

use crate::declare::table;

table! {
    /// One row per remark code of an 835, of a claim or of a line.
    remit_remark: RemitRemark<'a>, key = [remit_claim_sk, remit_line_sk, remark_ordinal] {
        /// Where it is.
        origin: Origin;
        /// The claim.
        remit_claim_sk: Text, key;
        /// The line; null where it is the claim's.
        remit_line_sk: Opt<Text>, ordered;
        /// Position among the remarks of its loop, from 1.
        remark_ordinal: Int;
        /// Remittance advice remark code.
        rarc: Text = "LQ02, MIA05, MIA20 to MIA23, MOA03 to MOA07";
        /// Which segment told it: LQ, MIA, MOA.
        source_segment: Text;
        /// Code list, where LQ names it: HE remarks, RX of pharmacies.
        code_list: Opt<Text> = "LQ01";
    }
}
