//! `observation`: what was measured.

use crate::declare::table;

table! {
    /// One row per statement about a result: an OBX, an Observation or a component of one, a result or vital sign of a
    /// document.
    observation: Observation<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The source's number of it.
        observation_id: Opt<Text> = "OBX-21; Observation.identifier, else its id; id", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, ordered, key;
        /// The order.
        order_key: Opt<Text> = "OBR-2; basedOn", phi, key;
        /// The number of who did it.
        filler_order_number: Opt<Text> = "OBR-3; the order's identifier FILL", phi;
        /// What was measured.
        code: Opt<Text> = "OBX-3; code", bounds;
        /// loinc, or as told.
        code_system: Opt<Text> = "OBX-3.3; code.system";
        /// In words.
        code_text: Opt<Text> = "OBX-3.2; code.text";
        /// Which of several values it is.
        sub_id: Opt<Text> = "OBX-4; component";
        /// Kind of value: NM, ST, TX, CE, quantity, code …
        value_type: Opt<Text> = "OBX-2; value[x]; value@xsi:type";
        /// The value as a number, where it is one with at most four decimals.
        value_num: Opt<Units> = "OBX-5; valueQuantity; value";
        /// The value as told.
        value_text: Opt<Text> = "OBX-5; value[x]; value", phi;
        /// The value's code.
        value_code: Opt<Text> = "OBX-5.1; valueCodeableConcept; value";
        /// Unit.
        unit: Opt<Text> = "OBX-6; valueQuantity.code; value@unit";
        /// H, L, A, N …
        interpretation: Opt<Text> = "OBX-8; interpretation; interpretationCode";
        /// final, corrected, preliminary, cancelled, entered_in_error, registered, unknown.
        status: Opt<Text> = "OBX-11; status; statusCode";
        /// As told.
        status_code: Opt<Text> = "OBX-11; status; statusCode";
        /// lab, vital_sign, social_history, device, other.
        observation_kind: Opt<Text> = "OBR-24; category; the section";
        /// When it was measured.
        effective_ts: Opt<Instant> = "OBX-14, OBR-7; effective; effectiveTime";
        /// Day of that, as told.
        effective_date: Opt<Day> = "OBX-14, OBR-7; effective; effectiveTime";
        /// When it was told.
        issued_ts: Opt<Instant> = "OBX-19, OBR-22; issued";
        /// Performing provider's NPI.
        performer_npi: Opt<Text> = "OBX-16, OBX-25; performer";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
    }
}
