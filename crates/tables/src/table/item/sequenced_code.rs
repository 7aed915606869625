//! A numbered code of a claim.

use crate::declare::record;

record! {
    /// A diagnosis, a procedure or other information of a claim, by the number that its lines refer to it by.
    SequencedCode<'a> {
        /// The number.
        sequence: Int = "sequence";
        /// Kinds of it, with spaces between.
        kind: Opt<Text> = "type, category";
        /// Code: ICD without its dot, else as told.
        code: Opt<Text> = "diagnosisCodeableConcept, procedureCodeableConcept, code; else of the resource referred to";
        /// icd10cm, icd10pcs, cpt, or as told.
        system: Opt<Text> = "coding.system";
        /// Present on admission.
        on_admission: Opt<Text> = "onAdmission";
        /// Its day.
        day: Opt<Day> = "date, timingDate, timingPeriod.start";
        /// Its value as told.
        value: Opt<Text> = "valueString, valueQuantity, valueBoolean", phi;
    }
}
