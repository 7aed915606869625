//! `claim_diagnosis`: diagnoses as submitted.

use crate::declare::table;

table! {
    /// One row per diagnosis of an 837's claim.
    claim_diagnosis: ClaimDiagnosis<'a>, key = [doc_id, clm_ordinal, diagnosis_ordinal], month = event_time {
        /// Where its HI is.
        origin: Origin;
        /// The claim: position of its CLM in the document, from 1.
        clm_ordinal: Int, ordered;
        /// Position among the claim's diagnoses, from 1.
        diagnosis_ordinal: Int;
        /// ABK, BK principal; ABF, BF other; ABJ, BJ admitting; APR, PR reason for visit; ABN, BN external cause.
        qualifier: Text = "HI01-1";
        /// Rank that lines point at, from 1; null for those that lines do not point at.
        rank: Opt<Int>;
        /// The code, in upper case without its dot.
        code: Text = "HI01-2";
        /// Whether it was present on admission.
        poa: Opt<Text> = "HI01-9";
    }
}
