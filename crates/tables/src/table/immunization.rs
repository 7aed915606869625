//! `immunization`: vaccines that were given.

use crate::declare::table;

table! {
    /// One row per statement about a vaccine: a RXA of a VXU, an Immunization, an immunization activity.
    immunization: Immunization<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The dose: who gave the number (else the feed), and the number; else patient, vaccine, day and lot.
        immunization_key: Text, phi, key;
        /// The source's number of it.
        immunization_id: Opt<Text> = "ORC-3; Resource.id; id", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, ordered, key;
        /// Vaccine.
        cvx: Opt<Text> = "RXA-5 of CVX; vaccineCode; consumable", bounds;
        /// Procedure for it, where one is told.
        cpt: Opt<Text> = "RXA-5 of CPT; vaccineCode";
        /// National drug code, 11 digits.
        ndc: Opt<Text> = "RXA-5 of NDC; vaccineCode";
        /// In words.
        code_text: Opt<Text> = "RXA-5.2; vaccineCode.text";
        /// Dose.
        dose_qty: Opt<Units> = "RXA-6; doseQuantity";
        /// Unit of the dose.
        dose_unit: Opt<Text> = "RXA-7; doseQuantity";
        /// Lot.
        lot_number: Opt<Text> = "RXA-15; lotNumber; lotNumberText";
        /// Last day of the lot.
        expiration_date: Opt<Day> = "RXA-16; expirationDate";
        /// Maker.
        manufacturer: Opt<Text> = "RXA-17; manufacturer";
        /// IM, SC … (HL7 table 0162); what has no code there as told.
        route: Opt<Text> = "RXR-1; route; routeCode";
        /// Site.
        site: Opt<Text> = "RXR-2; site; approachSiteCode";
        /// 00 given now, 01 to 08 told of the past.
        information_source: Opt<Text> = "RXA-9; reportOrigin";
        /// Whether it was given by who tells it.
        primary_source: Opt<Flag> = "RXA-9; primarySource";
        /// Who paid for the vaccine.
        funding_source: Opt<Text> = "OBX 30963-3; fundingSource";
        /// Eligibility for the programme that paid.
        funding_eligibility: Opt<Text> = "OBX 64994-7; programEligibility";
        /// Antigens.
        component_count: Opt<Int> = "OBX 30956-7 or 38890-0; protocolApplied.targetDisease";
        /// When.
        admin_ts: Opt<Instant> = "RXA-3; occurrence; effectiveTime";
        /// Day of that, as told.
        admin_date: Opt<Day> = "RXA-3; occurrence; effectiveTime";
        /// completed, partial, refused, not_done, entered_in_error, unknown.
        status: Opt<Text> = "RXA-20, RXA-21; status; statusCode, negationInd";
        /// As told.
        status_code: Opt<Text> = "RXA-20; status; statusCode";
        /// Why not.
        refusal_reason: Opt<Text> = "RXA-18; statusReason; refusal reason";
        /// Who gave it: NPI.
        performer_npi: Opt<Text> = "RXA-10; performer";
        /// The source's number of who gave it.
        performer_id: Opt<Text> = "RXA-10; performer";
        /// The place.
        location_key: Opt<Text> = "RXA-11; location";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
    }
}
