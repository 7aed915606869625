//! Every key and item of the state table, on one page. Nobody else builds a [`Key`].
//!
//! | item | partition | sort | body | written by |
//! | --- | --- | --- | --- | --- |
//! | HEAD | `HEAD` | `HEAD` | `{n, versions}`: newest batch, each table's version | round |
//! | batch | `BATCH` | n, 12 digits | `{n, versions, at, entries, done}`; `done` once its plan is booked | round |
//! | pending | `PENDING` | arrival in µs, 20 digits, `-`, unique | what a round has to take; deleted when booked | ingest, people; round |
//! | converting | `CONVERTING` | lease's end in µs, 20 digits, `-`, file id | claim to be taken over once it is over | ingest |
//! | file | `FILE#` first 2 of file id | file id | the ledger's line, at most 4 KB | ingest, round |
//! | receipt | `RECEIPT#` file id | digest of object | `{at, object, by}`: one a landed object | ingest |
//! | object | `OBJECT#` digest of object | `RECEIPT` | `{file_id}`: this landed object was dealt with | ingest |
//! | reconciled | `RECONCILED` | `RECONCILED` | `{through}`: what landed before that was looked at | ingest |
//! | audit | `AUDIT#` day, as 2026-03-01 | time in µs, 20 digits, `-`, unique | `{at, who, asked, statement}`: one a question | answer-kpi |
//! | unit | `DOC#` digest of document key | `UNIT#` unit id | projection of a unit, as of a batch | round |
//! | work item | `WORK#` first 2 of its id | its id | facts, and what people did | triage, people |
//! | work event | `WORK-EVENT#` id of the item | number, 8 digits | who did what with the item, and why; never changed | triage, people |
//! | triaged | `TRIAGE` | `CURSOR` | `{n, …}`: cases are those of this batch; who makes them those of a later one | triage |
//! | fence | `TRIAGE#` number, 2 digits | `FENCE` | nothing: its version counts who took the lease, and no write of an earlier holder passes it | triage |
//! | outcomes | `TRIAGE` | `OUTCOMES` | `{day, version, payers, failed, rows}`: what became of cases within the year before that day | triage |
//! | allowed | `TRIAGE` | `ALLOWED` | `{day, version, payers, failed, rows}`: what payers allowed within the half year before that day | triage |
//! | place | `QUEUE#` queue, or `QUEUE#test ` queue | worth from the largest, deadline, id | `{item}`: an open item in its queue | triage, people |
//! | about | `WORK-ABOUT#` digest of a claim's number | id of the item | `{item}`: an item is about that claim | triage |
//! | posting mode | `POSTING-MODE` | `MODE` | `{mode}`: whether exports are written; shadow where nothing stands | people |
//! | export | `POSTINGS` | n, 12 digits | `{n, attempt, at, reverses, documents, rows, amount, delivered}`: what was written to be posted, in order | postings |
//! | exported documents | `POSTED#` attempt of the export | number, 8 digits | `{documents}`: up to 500 of them; of an attempt that no export names, nothing | postings |
//! | decision | `DOC#` digest of document key | `DECISION#` content hash | `{choice, saw, lived, by, at, n}` | round |
//!
//! Keys that are deleted (pending, converting) are never used a second time. Object names are content
//! and stand only in bodies. Numbers are padded, so that their order is that of the bytes.
//!
//! What is written under `WORK#` and `WORK-EVENT#` is mirrored into tables: a store lists these writes
//! ([`crate::State::changes`]), or a stream brings them.

use domain::Digest;

use crate::landing::ObjectRef;

/// Partition of pending entries.
pub const PENDING: &str = "PENDING";
/// Partition of claims by the end of their leases.
pub const CONVERTING: &str = "CONVERTING";
/// Partition of batches.
pub const BATCH: &str = "BATCH";
/// Partition of exports of what is to be posted.
pub const POSTINGS: &str = "POSTINGS";
/// What partitions of questions begin with: who may write only these is given rights by it.
pub const AUDIT: &str = "AUDIT#";
/// What partitions of work items begin with.
pub const WORK: &str = "WORK#";
/// What partitions of their events begin with.
pub const WORK_EVENT: &str = "WORK-EVENT#";
/// What sort keys of units begin with.
pub const UNIT: &str = "UNIT#";
/// What sort keys of decisions begin with.
pub const DECISION: &str = "DECISION#";

/// Where an item stands: a partition, and a place in its order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Items of one partition are queried in order.
    pub partition: String,
    /// Ordered by its bytes.
    pub sort: String,
}

impl Key {
    pub(crate) fn new(partition: impl Into<String>, sort: impl Into<String>) -> Key {
        Key {
            partition: partition.into(),
            sort: sort.into(),
        }
    }
}

/// A key as an adapter finds it in its store. Keys of our own are made by what this page lists.
#[must_use]
pub fn stored(partition: &str, sort: &str) -> Key {
    Key::new(partition, sort)
}

/// The newest batch that readers see.
#[must_use]
pub fn head() -> Key {
    Key::new("HEAD", "HEAD")
}

/// A batch.
#[must_use]
pub fn batch(n: u64) -> Key {
    Key::new(BATCH, format!("{n:012}"))
}

/// An entry that waits for a round. Its id orders by arrival.
#[must_use]
pub fn pending(id: &str) -> Key {
    Key::new(PENDING, id)
}

/// The id of a pending entry or another thing that is ordered by time and never named twice.
#[must_use]
pub fn by_time(micros: i64, unique: &str) -> String {
    format!("{:020}-{unique}", micros.max(0))
}

/// A claim on a file.
#[must_use]
pub fn converting(until_micros: i64, file_id: &str) -> Key {
    Key::new(CONVERTING, by_time(until_micros, file_id))
}

/// The ledger's line of a file.
#[must_use]
pub fn file(file_id: &str) -> Key {
    Key::new(file_partition(file_id), file_id)
}

/// The partition that a file's line stands in; two digits of its id suffice.
#[must_use]
pub fn file_partition(file_id: &str) -> String {
    format!("FILE#{}", file_id.get(..2).unwrap_or(file_id))
}

/// All partitions of the ledger.
pub fn file_partitions() -> impl Iterator<Item = String> {
    (0..=255_u8).map(|shard| format!("FILE#{shard:02x}"))
}

/// The receipt of a landed object, under the file it turned out to be.
#[must_use]
pub fn receipt(file_id: &str, object: &ObjectRef) -> Key {
    Key::new(receipts(file_id), object_digest(object))
}

/// Partition of the receipts of a file.
#[must_use]
pub fn receipts(file_id: &str) -> String {
    format!("RECEIPT#{file_id}")
}

/// That a landed object was dealt with.
#[must_use]
pub fn object(object: &ObjectRef) -> Key {
    Key::new(format!("OBJECT#{}", object_digest(object)), "RECEIPT")
}

/// How far the landing place was looked through for objects that nobody took.
#[must_use]
pub fn reconciled() -> Key {
    Key::new("RECONCILED", "RECONCILED")
}

/// What somebody asked, among all questions of a day.
#[must_use]
pub fn audit(day: &str, id: &str) -> Key {
    Key::new(format!("{AUDIT}{day}"), id)
}

/// Partition of a document: its units and what people decided on its contents.
#[must_use]
pub fn doc(doc_key: &str) -> String {
    format!("DOC#{}", Digest::of(&[doc_key.as_bytes()]))
}

/// A unit, in its document's partition.
#[must_use]
pub fn unit(doc_partition: &str, unit_id: &str) -> Key {
    Key::new(doc_partition, format!("{UNIT}{unit_id}"))
}

/// What people decided on one content of a document.
#[must_use]
pub fn decision(doc_partition: &str, content_hash: &str) -> Key {
    Key::new(doc_partition, format!("{DECISION}{content_hash}"))
}

/// Which batch the cases are of.
#[must_use]
pub fn triaged() -> Key {
    Key::new("TRIAGE", "CURSOR")
}

/// One of the fences by which whoever lost the lease of triage writes nothing any more. Each is a partition of its
/// own: every write of a run looks at one.
#[must_use]
pub fn triage_fence(lane: usize) -> Key {
    Key::new(format!("TRIAGE#{lane:02}"), "FENCE")
}

/// What became of cases: chances are learned of it.
#[must_use]
pub fn outcomes() -> Key {
    Key::new("TRIAGE", "OUTCOMES")
}

/// What payers allowed: what is expected is learned of it.
#[must_use]
pub fn allowed() -> Key {
    Key::new("TRIAGE", "ALLOWED")
}

/// A work item.
#[must_use]
pub fn work_item(id: &str) -> Key {
    Key::new(format!("{WORK}{}", id.get(..2).unwrap_or(id)), id)
}

/// All partitions of work items.
pub fn work_partitions() -> impl Iterator<Item = String> {
    (0..=255_u8).map(|shard| format!("{WORK}{shard:02x}"))
}

/// What was done with a work item.
#[must_use]
pub fn work_event(id: &str, nth: u64) -> Key {
    Key::new(work_events(id), format!("{nth:08}"))
}

/// Partition of what was done with a work item.
#[must_use]
pub fn work_events(id: &str) -> String {
    format!("{WORK_EVENT}{id}")
}

/// Partition of the open items of a queue; those of test interchanges have one of their own.
#[must_use]
pub fn work_queue(queue: &str, is_test: bool) -> String {
    format!("QUEUE#{}{queue}", if is_test { "test " } else { "" })
}

/// The place of an open item in its queue.
#[must_use]
pub fn work_place(queue: &str, is_test: bool, place: &str) -> Key {
    Key::new(work_queue(queue, is_test), place)
}

/// Partition of the items that are about one thing.
#[must_use]
pub fn work_subject(subject: &str) -> String {
    format!("WORK-ABOUT#{subject}")
}

/// That an item is about something.
#[must_use]
pub fn work_about(subject: &str, id: &str) -> Key {
    Key::new(work_subject(subject), id)
}

/// Whether anything is written to be posted.
#[must_use]
pub fn posting_mode() -> Key {
    Key::new("POSTING-MODE", "MODE")
}

/// An export of what is to be posted.
#[must_use]
pub fn posting(n: u64) -> Key {
    Key::new(POSTINGS, format!("{n:012}"))
}

/// Some of the documents of an export.
#[must_use]
pub fn posted(attempt: &str, page: usize) -> Key {
    Key::new(posted_partition(attempt), format!("{page:08}"))
}

/// Partition of the documents of an export.
#[must_use]
pub fn posted_partition(attempt: &str) -> String {
    format!("POSTED#{attempt}")
}

fn object_digest(object: &ObjectRef) -> String {
    let parts = [
        object.source.as_bytes(),
        object.key.as_bytes(),
        object.version.as_bytes(),
    ];
    Digest::of(&parts).to_string()
}
