//! `encounter`: what sources say of visits.

use crate::declare::table;

table! {
    /// One row per statement about a visit: a PV1 with its event, an Encounter, an encompassingEncounter, an entry of
    /// the encounters section.
    encounter: Encounter<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The visit: who gave the number (else the feed), and the number.
        encounter_key: Text, phi, ordered, key;
        /// Number of the visit.
        encounter_id: Opt<Text> = "PV1-19.1; identifier; encompassingEncounter.id", phi;
        /// Who gave it.
        encounter_assigner: Opt<Text> = "PV1-19.4; identifier.system; id@root";
        /// Another number of it.
        alternate_id: Opt<Text> = "PV1-50", phi;
        /// Account.
        account_number: Opt<Text> = "PID-18; account", phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// IMP, AMB, EMER, OBSENC, PRE, RECUR, OB, VR, HH, SS.
        encounter_class: Opt<Text> = "PV1-2; class; code";
        /// As told.
        class_code: Opt<Text> = "PV1-2; class; code";
        /// planned, arrived, in_progress, on_leave, finished, cancelled, entered_in_error, unknown.
        status: Opt<Text> = "the trigger event; status";
        /// The trigger event, or status, as told.
        event_code: Opt<Text> = "MSH-9.2; status";
        /// Kind of patient.
        patient_type: Opt<Text> = "PV1-18";
        /// Kind of visit.
        visit_type: Opt<Text> = "PV1-4; type; code";
        /// The list that it is from.
        visit_type_system: Opt<Text> = "type; code";
        /// Service of the hospital.
        hospital_service: Opt<Text> = "PV1-10; serviceType";
        /// From where.
        admit_source: Opt<Text> = "PV1-14; hospitalization.admitSource";
        /// Attending provider's NPI.
        attending_npi: Opt<Text> = "PV1-7; participant ATND; responsibleParty";
        /// The source's number of the attending provider.
        attending_id: Opt<Text> = "PV1-7; participant ATND; responsibleParty";
        /// The attending provider's name.
        attending_name: Opt<Text> = "PV1-7; participant ATND; responsibleParty", phi;
        /// Referring provider's NPI.
        referring_npi: Opt<Text> = "PV1-8; participant REF";
        /// The place.
        location_key: Opt<Text> = "PV1-3; location; healthCareFacility";
        /// The place before.
        prior_location_key: Opt<Text> = "PV1-6";
        /// Who provides: the facility or organisation.
        service_provider: Opt<Text> = "PV1-39, MSH-4; serviceProvider";
        /// Start: admission, arrival.
        start_ts: Opt<Instant> = "PV1-44; period.start; effectiveTime";
        /// Day of the start, as told.
        service_date: Opt<Day> = "PV1-44; period.start; effectiveTime";
        /// End: discharge.
        end_ts: Opt<Instant> = "PV1-45; period.end; effectiveTime";
        /// Day of the end, as told.
        discharge_date: Opt<Day> = "PV1-45; period.end; effectiveTime";
        /// To where.
        discharge_disposition: Opt<Text> = "PV1-36; dischargeDisposition; sdtc:dischargeDispositionCode";
        /// Expected admission.
        expected_admit_ts: Opt<Instant> = "PV2-8";
        /// When registration before the visit was complete.
        pre_registered_ts: Opt<Instant> = "the time of A05, A14";
        /// When the visit was registered.
        registered_ts: Opt<Instant> = "the time of A01, A04";
        /// When coding was complete.
        coding_complete_ts: Opt<Instant> = "the time of BAR^P12, P10";
        /// Diagnosis-related group.
        drg: Opt<Text> = "DRG-1";
        /// Reason.
        reason_code: Opt<Text> = "PV2-3; reasonCode";
        /// Reason in words.
        reason_text: Opt<Text> = "PV2-3; reasonCode", phi;
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
    }
}
