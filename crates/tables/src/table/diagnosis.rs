//! `diagnosis`: what sources say of what patients have.

use crate::declare::table;

table! {
    /// One row per statement about a diagnosis of a visit or of the problem list: a DG1, FT1-19, a Condition, an
    /// Encounter's diagnosis, a problem observation. The claim's own are in `claim_diagnosis`.
    diagnosis: Diagnosis<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The visit.
        encounter_key: Opt<Text>, phi, ordered, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The source's number of it.
        diagnosis_id: Opt<Text> = "DG1-20; Condition.identifier, else its id; observation id", phi;
        /// Code: ICD without its dot, else as told.
        code: Opt<Text> = "DG1-3.1; code; value", bounds;
        /// icd10cm, icd9cm, icd10pcs, snomed, or as told.
        code_system: Opt<Text> = "DG1-3.3; code.system; value@codeSystem";
        /// In words.
        code_text: Opt<Text> = "DG1-3.2, DG1-4; code.text";
        /// Rank: 1 is the principal one of its kind.
        rank: Opt<Int> = "DG1-15, else the place among DG1 of its DG1-6; diagnosis.rank";
        /// admitting, principal, secondary, reason, working, final, charge, problem_list, encounter, discharge.
        dx_type: Opt<Text> = "DG1-6; diagnosis.use; category; the section";
        /// Present on admission: Y, N, U, W, 1.
        poa: Opt<Text> = "DG1-26";
        /// First day.
        onset_date: Opt<Day> = "DG1-5; onset; effectiveTime";
        /// Last day.
        abatement_date: Opt<Day> = "abatement; effectiveTime";
        /// When it was told.
        recorded_ts: Opt<Instant> = "DG1-19; recordedDate; author time";
        /// active, recurrence, relapse, inactive, remission, resolved.
        clinical_status: Opt<Text> = "clinicalStatus; problem status";
        /// confirmed, provisional, differential, refuted, entered-in-error.
        verification: Opt<Text> = "verificationStatus; negationInd";
        /// A, D, U: what is done with it.
        action_code: Opt<Text> = "DG1-21";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
    }
}
