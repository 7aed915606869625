//! `care_mgmt_activity`: timed work for a patient without a visit.

use crate::declare::table;

table! {
    /// One row per statement about such work: a Task, a Communication, a CarePlan, a CareTeam.
    care_mgmt_activity: CareMgmtActivity<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The activity: who gave the number (else the feed), and the number.
        activity_key: Text, phi, key;
        /// The source's number of it.
        activity_id: Opt<Text> = "Resource.id", phi;
        /// Task, Communication, CarePlan, CareTeam.
        source_resource: Text;
        /// The patient.
        patient_key: Opt<Text>, phi, ordered, key;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// Programme or kind of work, as told.
        program_code: Opt<Text> = "category, code";
        /// The list that it is from.
        program_code_system: Opt<Text> = "category, code";
        /// In words.
        program_text: Opt<Text> = "category, code, title";
        /// Day.
        activity_date: Opt<Day> = "executionPeriod, sent, period, created";
        /// Start.
        start_ts: Opt<Instant> = "executionPeriod, sent, period";
        /// End.
        end_ts: Opt<Instant> = "executionPeriod, received, period";
        /// Minutes, where they are said.
        minutes: Opt<Int> = "extension, input, output, executionPeriod";
        /// How contact was made.
        medium: Opt<Text> = "medium";
        /// Who did it: NPI.
        performer_npi: Opt<Text> = "owner, sender, author";
        /// The source's number of who did it.
        performer_id: Opt<Text> = "owner, sender, author";
        /// As told.
        status_code: Opt<Text> = "status";
    }
}
