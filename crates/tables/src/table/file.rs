//! `file`: what was converted.

use crate::declare::table;

table! {
    /// One row per landed file and generation: what was read and what became of it.
    file: File<'a>, key = [file_id, generation] {
        /// SHA-256 over source system, contract and bytes of the landed file.
        file_id: Text, ordered;
        /// From 1; one more with each replay.
        generation: Int;
        /// The feed.
        source_system: Text;
        /// The contract it was dropped under, empty where the content decided.
        contract: Text;
        /// What it was found to be: x12, a contract as payers, or their names joined by a plus for an archive of both.
        format: Text;
        /// Bytes as landed.
        size_bytes: Long;
        /// Documents in it.
        units: Long;
        /// Records in it: X12 segments, CSV rows.
        records_read: Long;
        /// Records that fed a row.
        records_mapped: Long;
        /// Records that were refused: see `reject`.
        records_rejected: Long;
        /// Records that were left out, by name.
        records_ignored: Long;
    }
}
