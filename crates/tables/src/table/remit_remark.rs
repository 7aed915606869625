//! `remit_remark`: remark codes.

use crate::declare::table;

table! {
    /// One row per remark code of an 835, of a claim or of a line.
    remit_remark: RemitRemark<'a>, key = [doc_id, clp_ordinal, svc_ordinal, remark_ordinal], month = event_time {
        /// Where it is.
        origin: Origin;
        /// The claim: position of its CLP in the document, from 1.
        clp_ordinal: Int, ordered;
        /// The line: position of its SVC in the claim, from 1; null where it is the claim's.
        svc_ordinal: Opt<Int>, ordered;
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
