//! `payer_view_line`: lines of claims as payers' interfaces show them.

use super::Adjudication;
use crate::declare::table;

table! {
    /// One row per item, detail and subDetail of an adjudicated claim, and per item that the payer added. The figures of an
    /// item contain those of its details: rows with a detail_sequence are not added to the others.
    payer_view_line: PayerViewLine<'a>, key = [doc_id, statement_ordinal], sort = [payer_view_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The answer.
        payer_view_key: Text, phi, ordered, key;
        /// Number of the item, from 1.
        sequence: Opt<Int> = "item.sequence, item.itemSequence, addItem.itemSequence";
        /// Number of the detail in it.
        detail_sequence: Opt<Int> = "item.detail.sequence, detailSequence";
        /// Number of the detail in that.
        sub_detail_sequence: Opt<Int> = "item.detail.subDetail.sequence, subDetailSequence";
        /// Whether the payer added it.
        is_added: Flag = "addItem";
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The visit.
        encounter_key: Opt<Text> = "item.encounter, encounter", phi, key;
        /// Revenue code.
        revenue_code: Opt<Text> = "revenue";
        /// Procedure, drug or product.
        code: Opt<Text> = "productOrService", bounds;
        /// cpt, hcpcs, ndc, or as told.
        code_system: Opt<Text> = "productOrService.coding.system";
        /// In words.
        code_text: Opt<Text> = "productOrService.text";
        /// National drug code, 11 digits.
        ndc: Opt<Text> = "productOrService";
        /// Modifiers, with spaces between.
        modifiers: Opt<Text> = "modifier";
        /// First day of service.
        service_date: Opt<Day> = "servicedDate, servicedPeriod.start";
        /// Last day of service.
        service_to: Opt<Day> = "servicedPeriod.end";
        /// Place of service.
        pos_code: Opt<Text> = "locationCodeableConcept";
        /// The place.
        location_key: Opt<Text> = "locationReference";
        /// Units.
        units: Opt<Units> = "quantity";
        /// Amount of one unit.
        unit_price: Opt<Money> = "unitPrice";
        /// Amount of all units.
        net_amount: Opt<Money> = "net";
        /// Numbers of its diagnoses, with commas between.
        dx_sequences: Opt<Text> = "diagnosisSequence";
        /// Performing provider's NPI.
        performer_npi: Opt<Text> = "careTeam of careTeamSequence";
        /// The source's number of the performing provider.
        performer_id: Opt<Text> = "careTeam of careTeamSequence";
        /// What was charged.
        submitted_amount: Opt<Money> = "adjudication: submitted";
        /// What the payer allows.
        allowed_amount: Opt<Money> = "adjudication: eligible, allowed";
        /// What the payer pays.
        paid_amount: Opt<Money> = "adjudication: benefit, paidtoprovider";
        /// Deductible.
        deductible_amount: Opt<Money> = "adjudication: deductible";
        /// Copay.
        copay_amount: Opt<Money> = "adjudication: copay";
        /// Coinsurance.
        coinsurance_amount: Opt<Money> = "adjudication: coinsurance";
        /// What is not covered.
        noncovered_amount: Opt<Money> = "adjudication: noncovered";
        /// Reasons (CARC), with spaces between.
        carcs: Opt<Text> = "adjudication.reason";
        /// Remarks (RARC), with spaces between.
        rarcs: Opt<Text> = "adjudication.reason";
        /// Numbers of its notes, with commas between.
        note_numbers: Opt<Text> = "noteNumber";
        /// What was decided on it, in R5.
        review_decision: Opt<Text> = "reviewOutcome.decision";
        /// Every figure of the line.
        adjudications: List<Adjudication> = "adjudication";
    }
}
