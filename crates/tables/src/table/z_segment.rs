//! `z_segment`: what a site says in segments of its own.

use crate::declare::table;

table! {
    /// One row per Z-segment of an HL7 v2 message, whole: what it means only its site knows.
    z_segment: ZSegment<'a>, key = [doc_id, segment_ordinal], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Its place in the message; MSH is 1.
        segment_ordinal: Int;
        /// Its id.
        segment_id: Text;
        /// Kind of message: ADT^A08.
        message_type: Text = "MSH-9";
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// Its fields as a JSON array of texts, decoded, with repetitions, components and escapes as sent.
        fields: Text, phi;
    }
}
