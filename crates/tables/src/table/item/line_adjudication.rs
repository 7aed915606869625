//! Loop 2430: what another payer made of a line before us.

use crate::declare::record;

record! {
    /// A prior payer's adjudication of a line; its CAS triplets are in `claim_cob_adjustment`.
    LineAdjudication<'a> {
        /// Position of the loop in its line, from 1.
        ordinal: Int;
        /// The payer, as NM109 of its 2330B.
        payer_id: Opt<Text> = "SVD01";
        /// What it paid.
        paid_amount: Opt<Money> = "SVD02";
        /// Which kind of procedure code.
        procedure_qualifier: Opt<Text> = "SVD03-1";
        /// The procedure it adjudicated.
        hcpcs_code: Opt<Text> = "SVD03-2";
        /// Modifiers, by spaces.
        modifiers: Opt<Text> = "SVD03-3";
        /// Revenue code.
        revenue_code: Opt<Text> = "SVD04";
        /// Units it paid.
        units_paid: Opt<Units> = "SVD05";
        /// The line that this one was bundled into.
        bundled_into: Opt<Text> = "SVD06";
        /// When it decided.
        adjudication_date: Opt<Day> = "DTP*573";
        /// What is left for the patient or next payer.
        remaining_liability: Opt<Money> = "AMT*EAF";
    }
}
