//! `patient`: what sources say of persons.

use super::Identifier;
use crate::declare::table;

table! {
    /// One row per statement about a patient: a PID, a Patient, a recordTarget, a member that a claim names is none. Who
    /// is who over several numbers is in `patient_link` and in views.
    patient: Patient<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The patient: who gave the number (else the feed), and the number.
        patient_key: Text, phi, ordered, key;
        /// Medical record number.
        mrn: Opt<Text> = "PID-3.1 of type MR, else the first; Patient.identifier of type MR; patientRole.id", phi;
        /// Who gave it.
        mrn_assigner: Opt<Text> = "PID-3.4; identifier.system; id@root";
        /// Family name.
        family_name: Opt<Text> = "PID-5.1; name.family", phi;
        /// First given name.
        given_name: Opt<Text> = "PID-5.2; name.given", phi;
        /// Further given names.
        middle_name: Opt<Text> = "PID-5.3; name.given", phi;
        /// Suffix.
        name_suffix: Opt<Text> = "PID-5.4; name.suffix", phi;
        /// Day of birth.
        birth_date: Opt<Day> = "PID-7; birthDate; birthTime", phi;
        /// Administrative sex: M, F, U, X (other).
        sex: Opt<Text> = "PID-8; gender; administrativeGenderCode";
        /// Day of death, as told.
        death_date: Opt<Day> = "PID-29; deceasedDateTime; sdtc:deceasedTime";
        /// Whether the patient is dead, where that is said.
        deceased: Opt<Flag> = "PID-30; deceasedBoolean; sdtc:deceasedInd";
        /// Street.
        addr_line1: Opt<Text> = "PID-11.1; address.line", phi;
        /// Further line of the address.
        addr_line2: Opt<Text> = "PID-11.2; address.line", phi;
        /// City.
        city: Opt<Text> = "PID-11.3; address.city", phi;
        /// State.
        state: Opt<Text> = "PID-11.4; address.state";
        /// ZIP, digits alone.
        postal_code: Opt<Text> = "PID-11.5; address.postalCode", phi;
        /// Country.
        country: Opt<Text> = "PID-11.6; address.country";
        /// Telephone, digits alone.
        phone: Opt<Text> = "PID-13, PID-14; telecom", phi;
        /// Electronic mail.
        email: Opt<Text> = "PID-13.4; telecom", phi;
        /// Language.
        language: Opt<Text> = "PID-15; communication.language; languageCode";
        /// The primary care provider's NPI.
        pcp_npi: Opt<Text> = "PD1-4; generalPractitioner; serviceEvent performer PCP";
        /// Whether the record is in use.
        active: Opt<Flag> = "Patient.active";
        /// Every number that the statement gives; no social security number is kept.
        identifiers: List<Identifier> = "PID-2, PID-3, PID-4; identifier; patientRole.id";
    }
}
