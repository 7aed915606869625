//! `claim_other_payer`: the other coverages of a claim.

use super::{Amount, Count, Reference};
use crate::declare::table;

table! {
    /// One row per 2320 loop of an 837: another payer, and what it made of the claim.
    claim_other_payer: ClaimOtherPayer<'a>, key = [doc_id, clm_ordinal, other_payer_ordinal], month = event_time {
        /// Where its SBR is.
        origin: Origin;
        /// The claim: position of its CLM in the document, from 1.
        clm_ordinal: Int, ordered;
        /// Position of the loop in the claim, from 1.
        other_payer_ordinal: Int;
        /// P primary, S secondary, T tertiary ….
        payer_order: Opt<Text> = "SBR01";
        /// The patient's relationship to its subscriber.
        relationship: Opt<Text> = "SBR02";
        /// Group or policy.
        group_number: Opt<Text> = "SBR03";
        /// Name of the group.
        group_name: Opt<Text> = "SBR04";
        /// Insurance type.
        insurance_type: Opt<Text> = "SBR05";
        /// Kind of plan.
        filing_indicator: Opt<Text> = "SBR09";
        /// The payer.
        payer_id: Opt<Text> = "NM109 of 2330B";
        /// Its name.
        payer_name: Opt<Text> = "NM103 of 2330B";
        /// Its subscriber's identifier.
        member_id: Opt<Text> = "NM109 of 2330A", phi;
        /// Its number of the claim.
        payer_claim_control_number: Opt<Text> = "REF*F8 of 2330B", phi;
        /// When it decided.
        adjudication_date: Opt<Day> = "DTP*573 of 2330B";
        /// What it paid.
        paid_amount: Opt<Money> = "AMT*D";
        /// What is left for the patient or next payer.
        remaining_liability: Opt<Money> = "AMT*EAF";
        /// Charge it does not cover.
        noncovered_amount: Opt<Money> = "AMT*A8";
        /// Whether benefits are assigned.
        benefits_assigned: Opt<Text> = "OI03";
        /// Whether information may be released.
        release_of_information: Opt<Text> = "OI06";
        /// Its remark codes, by spaces.
        remarks: Opt<Text> = "MOA03 to MOA07, MIA05, MIA20 to MIA23";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Amounts of inpatient and outpatient adjudication, by element.
        adjudication_amounts: List<Amount> = "MIA, MOA";
        /// Quantities and rates of inpatient and outpatient adjudication, by element.
        adjudication_quantities: List<Count> = "MIA, MOA";
        /// References of its payer.
        refs: List<Reference> = "REF of 2330B";
    }
}
