//! `message`: the messages of a feed.

use crate::declare::table;

table! {
    /// One row per HL7 v2 message, whether anything is read of it or not: what a feed is watched by.
    message: Message<'a>, key = [doc_id], repeats = true {
        /// Where it is: its MSH.
        origin: Origin;
        /// Position of the message in the member, from 1.
        message_ordinal: Long, ordered;
        /// Kind of message.
        message_code: Text = "MSH-9.1";
        /// What happened.
        trigger_event: Opt<Text> = "MSH-9.2, EVN-1";
        /// Who sent it.
        sending_application: Opt<Text> = "MSH-3";
        /// From where.
        sending_facility: Opt<Text> = "MSH-4";
        /// For whom.
        receiving_application: Opt<Text> = "MSH-5";
        /// Where.
        receiving_facility: Opt<Text> = "MSH-6";
        /// When it was made, as UTC.
        message_ts: Opt<Instant> = "MSH-7";
        /// The sender's number of it.
        control_id: Opt<Text> = "MSH-10", bounds;
        /// P production, T training, D debugging.
        processing_id: Opt<Text> = "MSH-11";
        /// Version of the standard.
        version: Opt<Text> = "MSH-12";
        /// Running number.
        sequence_number: Opt<Text> = "MSH-13";
        /// Character set that it was read as.
        charset: Text = "MSH-18";
        /// When it was entered.
        recorded_ts: Opt<Instant> = "EVN-2";
        /// When it happened.
        occurred_ts: Opt<Instant> = "EVN-6";
        /// Of an acknowledgment: AA, AE, AR, CA, CE, CR.
        ack_code: Opt<Text> = "MSA-1";
        /// The message that it answers.
        acked_control_id: Opt<Text> = "MSA-2", bounds;
        /// The first error that it tells.
        error_code: Opt<Text> = "ERR-3, MSA-6";
        /// Segments in it.
        segments: Long;
    }
}
