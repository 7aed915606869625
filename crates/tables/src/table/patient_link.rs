//! `patient_link`: which patients turned out to be one.

use crate::declare::table;

table! {
    /// One row per statement that the records of one number are another's from now on. Keys are never rewritten: views
    /// follow these rows.
    patient_link: PatientLink<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The number that is no longer used.
        patient_key: Text = "MRG-1; Patient of link.type replaced-by", phi, ordered, key;
        /// The number that stands for it.
        survivor_key: Text = "PID-3; link.other", phi, key;
        /// What is linked: patient (A40, replaced-by), identifier (A47), account, visit.
        level: Text = "MSH-9.2; link.type";
        /// The account that is no longer used.
        account_number: Opt<Text> = "MRG-3", phi;
        /// The account that stands for it.
        survivor_account_number: Opt<Text> = "PID-18", phi;
        /// The visit that is no longer used.
        encounter_key: Opt<Text> = "MRG-5", phi;
        /// The visit that stands for it.
        survivor_encounter_key: Opt<Text> = "PV1-19", phi;
    }
}
