//! `billed_line`: lines of claims as a system that speaks FHIR holds them.

use crate::declare::table;

table! {
    /// One row per item, detail and subDetail of a Claim. The net of an item contains that of its details: rows with a
    /// detail_sequence are not added to the others.
    billed_line: BilledLine<'a>, key = [doc_id, statement_ordinal], sort = [billed_claim_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The claim.
        billed_claim_key: Text, phi, ordered, key;
        /// Number of the item, from 1.
        sequence: Opt<Int> = "item.sequence";
        /// Number of the detail in it.
        detail_sequence: Opt<Int> = "item.detail.sequence";
        /// Number of the detail in that.
        sub_detail_sequence: Opt<Int> = "item.detail.subDetail.sequence";
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
    }
}
