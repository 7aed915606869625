//! `supply_use`: implants, devices and supplies that were used.

use crate::declare::table;

table! {
    /// One row per statement about a supply: a SupplyDelivery, a DeviceUseStatement, a Device of a patient, an entry of the
    /// medical equipment section.
    supply_use: SupplyUse<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The use: who gave the number (else the feed), and the number.
        supply_key: Text, phi, key;
        /// The source's number of it.
        supply_id: Opt<Text> = "Resource.id; id", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, ordered, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// Unique device identification: the device.
        udi_di: Opt<Text> = "udiCarrier.deviceIdentifier; participantRole.id";
        /// Code of the item.
        item_code: Opt<Text> = "suppliedItem, type; playingDevice.code", bounds;
        /// hcpcs, snomed, or as told.
        item_code_system: Opt<Text> = "suppliedItem, type; playingDevice.code";
        /// In words.
        item_text: Opt<Text> = "suppliedItem, type; playingDevice.code";
        /// How many.
        qty: Opt<Units> = "quantity";
        /// When.
        used_ts: Opt<Instant> = "occurrence, timing; effectiveTime";
        /// Day of that, as told.
        used_date: Opt<Day> = "occurrence, timing; effectiveTime";
        /// Whether it was put into the patient, where that is said.
        implanted: Opt<Flag> = "procedureReference, the entry";
        /// completed, in_progress, not_done, entered_in_error, unknown.
        status: Opt<Text> = "status; statusCode";
        /// As told.
        status_code: Opt<Text> = "status; statusCode";
        /// Whether it was told as history, by a document of another visit.
        is_history: Flag;
        /// The resource that holds the code, where only that was told.
        code_reference: Opt<Text> = "device, itemReference", phi, key;
        /// The procedure it was used in.
        procedure_reference: Opt<Text> = "Procedure of usedCode, usedReference; derivedFrom, reasonReference", phi, key;
    }
}
