//! `reference_key`: what references of FHIR stand for.

use crate::declare::table;

table! {
    /// One row per resource that others may refer to, with the key it stands for, and one per resource that was deleted.
    /// A reference may come before its target, or in another file: views find what is missing by `reference`, which is the
    /// same text as in the `…_reference` columns, and in `…_key` and `…_id` columns that could not be resolved.
    reference_key: ReferenceKey<'a>, key = [doc_id, statement_ordinal], sort = [target_reference], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The resource: the feed (or another server's address), type and id.
        target_reference: Text, phi, ordered, key;
        /// Its type.
        kind: Text;
        /// What it stands for: a patient_key, encounter_key, location_key, order_key, account number …
        target_key: Opt<Text>, phi, key;
        /// The NPI of a provider or place.
        npi: Opt<Text> = "identifier us-npi";
        /// Its name.
        target_name: Opt<Text> = "name", phi;
        /// Code of a drug, condition or device.
        code: Opt<Text> = "code; type";
        /// rxnorm, ndc, icd10cm, or as told.
        code_system: Opt<Text> = "code.coding.system";
        /// In words.
        code_text: Opt<Text> = "code.text";
        /// RxNorm of a drug.
        rxnorm: Opt<Text> = "Medication.code";
        /// National drug code of a drug, 11 digits.
        ndc: Opt<Text> = "Medication.code";
        /// Lot of a drug or device.
        lot_number: Opt<Text> = "batch.lotNumber; lotNumber";
    }
}
