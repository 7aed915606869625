//! `unit`: the documents of the files.

use crate::declare::table;

table! {
    /// One row per document in a file: an X12 transaction set of any type, a clinical document, a row of payers.csv or another
    /// contract; messages and resources are one by the batch. Whether it counts is in `excluded_unit`.
    unit: Unit<'a>, key = [unit_id], month = event_time {
        /// Where it is. Its time is the envelope's.
        origin: Origin;
        /// Position in the file over all members, from 1.
        ordinal: Int, ordered;
        /// 835, 837P, 837I, another set's number, hl7v2, fhir, ccda, or a contract as payers.
        unit_type: Text = "ST01, GS08";
        /// What makes two documents the same one. An 835's is payer, payee, trace, date and test flag.
        doc_key: Text;
        /// Digest of what it says, without envelopes and control numbers.
        content_hash: Text;
        /// Who sent it, with qualifier.
        sender: Text = "ISA05, ISA06; MSH-3, MSH-4";
        /// Who it is for, with qualifier.
        receiver: Text = "ISA07, ISA08; MSH-5, MSH-6";
        /// Control number of the interchange.
        isa_control: Text = "ISA13", bounds;
        /// Control number of the group.
        gs_control: Text = "GS06", bounds;
        /// Control number of the set, or of the first message.
        st_control: Text = "ST02; MSH-10";
        /// Position of the interchange in the member, from 1.
        interchange: Int;
        /// Position of the group in its interchange, from 1.
        group_ordinal: Int;
        /// Position of the set in its group, from 1.
        set_ordinal: Int;
        /// Segments or rows of the document.
        records_read: Long;
        /// Those that fed a row.
        records_mapped: Long;
        /// Those that were refused: see `reject`.
        records_rejected: Long;
        /// Those that were left out, by name.
        records_ignored: Long;
    }
}
