//! `remit_adjustment`: why less was paid than charged.

use crate::declare::table;

table! {
    /// One row per CAS triplet of an 835, of a claim or of a line.
    remit_adjustment: RemitAdjustment<'a>, key = [doc_id, clp_ordinal, svc_ordinal, cas_ordinal, triplet_ordinal], month = event_time {
        /// Where its CAS is.
        origin: Origin;
        /// The claim: position of its CLP in the document, from 1.
        clp_ordinal: Int, ordered;
        /// The line: position of its SVC in the claim, from 1; null where it is the claim's.
        svc_ordinal: Opt<Int>, ordered;
        /// Position of the CAS in its loop, from 1.
        cas_ordinal: Int;
        /// Position of the triplet in its CAS, from 1.
        triplet_ordinal: Int;
        /// CO, PR, OA, PI, and CR of older guides.
        group_code: Text = "CAS01";
        /// Claim adjustment reason code.
        carc: Text = "CAS02, 05, 08, 11, 14, 17";
        /// What it takes off the charge; negative adds.
        amount: Money = "CAS03, 06, 09, 12, 15, 18";
        /// Units it takes off.
        quantity: Opt<Units> = "CAS04, 07, 10, 13, 16, 19";
    }
}
