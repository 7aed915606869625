//! `service_documented`: what was done, as those say who did it.

use crate::declare::table;

table! {
    /// One row per statement about something that was done and may have to be charged, whatever it came from: a PR1, an
    /// OBR with its result, a RXA, a Procedure, a DiagnosticReport, an entry of a document. What was planned is in
    /// `clinical_order`.
    service_documented: ServiceDocumented<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The act: its kind (procedure, examination, dose), who gave the number (else the feed), and the number, of an
        /// examination with its LOINC code, or another where it has none; else patient, code and time.
        service_key: Text, phi, key;
        /// PR1, OBR, RXA, Procedure, DiagnosticReport, MedicationAdministration, Immunization, entry.
        source_resource: Text;
        /// The source's number of it.
        source_resource_id: Opt<Text> = "PR1-19, OBR-3, ORC-3; identifier, else Resource.id; id", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, ordered, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The order that it was done for.
        order_key: Opt<Text> = "ORC-2, OBR-2; basedOn", phi, key;
        /// The number of who did it.
        filler_order_number: Opt<Text> = "OBR-3", phi;
        /// procedure, em, lab, imaging, immunization, medication, supply, therapy, other.
        service_kind: Opt<Text>;
        /// Code, as documented.
        code: Opt<Text> = "PR1-3, OBR-44, OBR-4; code", bounds;
        /// cpt, hcpcs, icd10pcs, loinc, snomed, cvx, ndc, rxnorm, or as told.
        code_system: Opt<Text> = "PR1-3.3; code.system";
        /// In words.
        code_text: Opt<Text> = "PR1-3.2, PR1-4; code.text";
        /// Modifiers, with spaces between.
        modifiers: Opt<Text> = "PR1-16, OBR-45; modifier extension";
        /// L, R, B.
        laterality: Opt<Text> = "bodySite; targetSiteCode";
        /// Site.
        body_site: Opt<Text> = "OBR-15, RXR-2; bodySite; targetSiteCode";
        /// Start.
        start_ts: Opt<Instant> = "PR1-5, OBR-7, RXA-3; performed; effectiveTime";
        /// End.
        end_ts: Opt<Instant> = "OBR-8, RXA-4; performed; effectiveTime";
        /// Day of service, as told.
        service_date: Opt<Day> = "PR1-5, OBR-7, RXA-3; performed; effectiveTime";
        /// Minutes.
        minutes: Opt<Int> = "PR1-7";
        /// Units.
        units: Opt<Units> = "quantity";
        /// completed, in_progress, not_done, stopped, entered_in_error, unknown.
        status: Opt<Text> = "OBR-25, RXA-20; status; statusCode, negationInd";
        /// As told.
        status_code: Opt<Text> = "OBR-25, RXA-20; status; statusCode";
        /// Performing provider's NPI.
        performer_npi: Opt<Text> = "PR1-11, OBR-34, RXA-10; performer";
        /// The source's number of the performing provider.
        performer_id: Opt<Text> = "PR1-11, OBR-34, RXA-10; performer";
        /// The performing provider's name.
        performer_name: Opt<Text> = "PR1-11, OBR-34, RXA-10; performer", phi;
        /// The place.
        location_key: Opt<Text> = "RXA-11, PV1-3; location; participant LOC";
        /// When it was written down.
        documented_ts: Opt<Instant> = "OBR-22; issued; author time";
        /// Diagnoses that it is for: codes with spaces between.
        reason_codes: Opt<Text> = "OBR-31; reasonCode";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
        /// What was found, by spaces: what the results are referred to by.
        result_references: Opt<Text> = "DiagnosticReport.result", phi;
    }
}
