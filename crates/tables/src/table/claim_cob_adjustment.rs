//! `claim_cob_adjustment`: what other payers took off, as told by the provider.

use crate::declare::table;

table! {
    /// One row per CAS triplet of an 837, of a claim (2320) or of a line (2430). These are the provider's
    /// words about other payers' remittances and are never counted with ours.
    claim_cob_adjustment: ClaimCobAdjustment<'a>, key = [doc_id, clm_ordinal, line_ordinal, payer_ordinal, cas_ordinal, triplet_ordinal], month = event_time {
        /// Where its CAS is.
        origin: Origin;
        /// The claim: position of its CLM in the document, from 1.
        clm_ordinal: Int, ordered;
        /// The line: position of its LX in the claim, from 1; null where it is the claim's.
        line_ordinal: Opt<Int>, ordered;
        /// Position of the 2320 loop in its claim, or of the 2430 loop in its line, from 1.
        payer_ordinal: Int;
        /// The payer.
        payer_id: Opt<Text> = "NM109 of 2330B, SVD01";
        /// Position of the CAS in its loop, from 1.
        cas_ordinal: Int;
        /// Position of the triplet in its CAS, from 1.
        triplet_ordinal: Int;
        /// CO, PR, OA, PI.
        group_code: Text = "CAS01";
        /// Claim adjustment reason code.
        carc: Text = "CAS02, 05, 08, 11, 14, 17";
        /// What it takes off the charge.
        amount: Money = "CAS03, 06, 09, 12, 15, 18";
        /// Units it takes off.
        quantity: Opt<Units> = "CAS04, 07, 10, 13, 16, 19";
    }
}
