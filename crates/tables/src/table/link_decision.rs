//! `link_decision`: which claim an answer is for, as people say.

use crate::declare::table;

table! {
    /// One row per row of link_decisions.csv: what somebody said an answer is for.
    link_decision: LinkDecision<'a>, key = [unit_id] {
        /// Where it is.
        origin: Origin;
        /// The remittance that the answer stands in, by its `doc_id`.
        remit_doc_id: Text = "remit_doc_id";
        /// Which CLP of it, from 1.
        clp_ordinal: Int = "clp_ordinal";
        /// Which decision about this answer it is, from 1: the last one holds.
        nth: Int = "nth";
        /// CLM01 of the claim that it is for.
        patient_control_number: Opt<Text> = "patient_control_number", phi;
        /// none: it is for no claim of ours. open: nobody says any more what it is for.
        otherwise: Opt<Text> = "otherwise";
        /// Who said so.
        decided_by: Text = "decided_by";
        /// On which day.
        decided_on: Opt<Day> = "decided_on";
        /// Why.
        said: Opt<Text> = "reason", phi;
    }
}
