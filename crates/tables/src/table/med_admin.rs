//! `med_admin`: drugs that were given.

use crate::declare::table;

table! {
    /// One row per statement about a dose: a RXA of a RAS, a RXG of a RGV (which is planned), a MedicationAdministration, a
    /// medication activity of what was administered.
    med_admin: MedAdmin<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The dose: who gave the number (else the feed), and the number.
        admin_key: Text, phi, key;
        /// Placer's and filler's order number with the dose's own.
        admin_id: Opt<Text> = "ORC-2, ORC-3, RXA-2; Resource.id; id", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, ordered, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The order.
        order_key: Opt<Text> = "ORC-2; request", phi, key;
        /// Drug, as told.
        code: Opt<Text> = "RXA-5, RXG-4; medication[x]; consumable", bounds;
        /// rxnorm, ndc, hcpcs, cvx, or as told.
        code_system: Opt<Text> = "RXA-5.3; medication[x]";
        /// In words.
        code_text: Opt<Text> = "RXA-5.2; medication[x]";
        /// RxNorm.
        rxnorm: Opt<Text> = "RXA-5; medication[x]; consumable";
        /// National drug code, 11 digits.
        ndc: Opt<Text> = "RXA-5; medication[x]; consumable";
        /// Dose.
        dose_qty: Opt<Units> = "RXA-6; dosage.dose; doseQuantity";
        /// Unit of the dose.
        dose_unit: Opt<Text> = "RXA-7; dosage.dose; doseQuantity";
        /// What was thrown away.
        waste_qty: Opt<Units> = "RXA-9, OBX";
        /// Rate of an infusion.
        rate_qty: Opt<Units> = "RXA-12; dosage.rate; rateQuantity";
        /// Unit of the rate.
        rate_unit: Opt<Text> = "RXA-12; dosage.rate; rateQuantity";
        /// IV, IVP, IM, SC, PO … (HL7 table 0162); what has no code there as told.
        route: Opt<Text> = "RXR-1; dosage.route; routeCode";
        /// Site.
        site: Opt<Text> = "RXR-2; dosage.site; approachSiteCode";
        /// Lot.
        lot_number: Opt<Text> = "RXA-15; batch; lotNumberText";
        /// Last day of the lot.
        expiration_date: Opt<Day> = "RXA-16; batch.expirationDate";
        /// Maker.
        manufacturer: Opt<Text> = "RXA-17; Medication.manufacturer; manufacturerOrganization";
        /// Start.
        start_ts: Opt<Instant> = "RXA-3; effective; effectiveTime";
        /// End.
        end_ts: Opt<Instant> = "RXA-4; effective; effectiveTime";
        /// Day of the start, as told.
        admin_date: Opt<Day> = "RXA-3; effective; effectiveTime";
        /// planned, completed, partial, refused, not_done, in_progress, stopped, entered_in_error, unknown.
        status: Opt<Text> = "RXA-20; status; statusCode, negationInd";
        /// As told.
        status_code: Opt<Text> = "RXA-20; status; statusCode";
        /// Who gave it: NPI.
        performer_npi: Opt<Text> = "RXA-10; performer";
        /// The source's number of who gave it.
        performer_id: Opt<Text> = "RXA-10; performer";
        /// The place.
        location_key: Opt<Text> = "RXA-11; PV1-3";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
        /// The resource that holds the code, where only that was told.
        code_reference: Opt<Text> = "medicationReference", phi, key;
        /// What is noted of it, as a code or in words.
        administration_note: Opt<Text> = "RXA-9 of a RAS";
    }
}
