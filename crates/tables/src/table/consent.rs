//! `consent`: what patients agreed to.

use crate::declare::table;

table! {
    /// One row per statement about a consent.
    consent: Consent<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The consent: who gave the number (else the feed), and the number.
        consent_key: Text, phi, key;
        /// The source's number of it.
        consent_id: Opt<Text> = "Resource.id", phi;
        /// The patient.
        patient_key: Opt<Text>, phi, ordered, key;
        /// Programme, as told.
        program_code: Opt<Text> = "category, scope, provision.purpose";
        /// In words.
        program_text: Opt<Text> = "category, scope";
        /// permit, deny.
        decision: Opt<Text> = "provision.type; decision";
        /// Day it was given.
        obtained_date: Opt<Day> = "dateTime; date";
        /// Last day it holds.
        end_date: Opt<Day> = "provision.period.end";
        /// As told.
        status_code: Opt<Text> = "status";
    }
}
