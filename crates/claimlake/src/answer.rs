//! The shapes of `--json`, one a command. docs/json/ holds their JSON Schemas, written from these types
//! and tested to be current.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

mod denials;
mod postings;

pub(crate) use denials::{
    DenialAdjustment, DenialAllowed, DenialCase, DenialChanged, DenialEvent, DenialList,
    DenialShown, DenialStep, DenialWorth, LowBalanceGroup, LowBalanceList,
};
pub(crate) use postings::{
    PostingExport, PostingFile, PostingList, PostingModeShown, PostingReady, PostingToReverse,
    PostingsWritten,
};

/// Records of a file or set: every one of them is mapped, rejected or ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Records {
    /// Records read. A record of X12 is a segment, envelopes included.
    pub(crate) read: u64,
    /// Records that fed a row, or the ledger of the file.
    pub(crate) mapped: u64,
    /// Records refused; each stands in `reject`, alone or with its loop.
    pub(crate) rejected: u64,
    /// Records that no table wants yet, counted by name in `files show`.
    pub(crate) ignored: u64,
}

impl Records {
    pub(crate) fn add(&mut self, other: Records) {
        self.read += other.read;
        self.mapped += other.mapped;
        self.rejected += other.rejected;
        self.ignored += other.ignored;
    }
}

/// What became of a dropped file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// Its rows are in the tables.
    Committed,
    /// The same bytes of the same source came before; nothing changed. `reason` says why, if they were
    /// quarantined then.
    Duplicate,
    /// Nothing of it could be read; `reason` says why.
    Quarantined,
}

/// `claimlake drop --json`.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Dropped {
    /// One for each path, in the order given, folders in the order of their names.
    pub(crate) files: Vec<DroppedFile>,
    /// Paths that could not be taken in, and stand in no other list; the exit code is 1 then.
    pub(crate) failed: Vec<FailedPath>,
    /// Sums over `files` and `failed`.
    pub(crate) totals: Totals,
}

/// A path that could not be taken in.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FailedPath {
    /// As given or found.
    pub(crate) path: String,
    /// What was expected and what was found.
    pub(crate) reason: String,
}

/// One dropped file.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DroppedFile {
    /// As found.
    pub(crate) path: String,
    /// SHA-256 over source, contract and bytes.
    pub(crate) file_id: String,
    /// What became of it.
    pub(crate) status: Status,
    /// `x12`, `payers`, `changes`; null when it was not recognised.
    pub(crate) format: Option<String>,
    /// Accounting of the whole file, envelopes and preamble included.
    pub(crate) records: Records,
    /// Its transaction sets.
    pub(crate) sets: Vec<DroppedSet>,
    /// Why it was quarantined, by this drop or an earlier one.
    pub(crate) reason: Option<String>,
}

/// One transaction set (or row of a settings file).
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DroppedSet {
    /// The unit's id, for `files decide`.
    pub(crate) unit_id: String,
    /// `835`, `837P`, `837I`, else ST01.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// ST02 as sent.
    pub(crate) control_number: String,
    /// ISA15 = T.
    pub(crate) test: bool,
    /// Why the current views leave it out: `duplicate`, `held`, ...; null when they don't.
    pub(crate) excluded: Option<String>,
    /// Accounting of the set, ST and SE included.
    pub(crate) records: Records,
    /// Rows it fed, by table.
    pub(crate) rows: BTreeMap<String, u64>,
}

/// Sums over the files of a drop.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Totals {
    /// Files taken in.
    pub(crate) files: u64,
    /// Paths that could not be.
    pub(crate) failed: u64,
    /// Files that an earlier drop had left behind, and that this one took up; they are not in `files`.
    pub(crate) taken_up: u64,
    /// Of them committed.
    pub(crate) committed: u64,
    /// Of them duplicate.
    pub(crate) duplicate: u64,
    /// Of them quarantined.
    pub(crate) quarantined: u64,
    /// Transaction sets of committed files.
    pub(crate) sets: u64,
    /// Of them test interchanges.
    pub(crate) test_sets: u64,
    /// Of them left out of the views, by reason.
    pub(crate) excluded: BTreeMap<String, u64>,
    /// Accounting of the files committed and quarantined.
    pub(crate) records: Records,
    /// Rows by table, of the files committed.
    pub(crate) rows: BTreeMap<String, u64>,
}

/// `claimlake files --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileList {
    /// In order of arrival.
    pub(crate) files: Vec<FileLine>,
}

/// A file of the ledger.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct FileLine {
    /// SHA-256 over source, contract and bytes.
    pub(crate) file_id: String,
    /// The feed.
    pub(crate) source: String,
    /// `converting`, `pending`, `committed`, `quarantined`, `retracted`.
    pub(crate) state: String,
    /// How often it was converted.
    pub(crate) generation: u32,
    /// When it came first, RFC 3339.
    pub(crate) received: String,
    /// `x12`, `payers`, `changes`; null when it was not recognised.
    pub(crate) format: Option<String>,
    /// Accounting of the living generation.
    pub(crate) records: Records,
    /// Why it was quarantined or retracted.
    pub(crate) reason: Option<String>,
}

/// `claimlake files show --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileShown {
    /// The ledger's line.
    pub(crate) file: FileLine,
    /// How often these bytes were delivered.
    pub(crate) receipts: u64,
    /// Ignored records by name.
    pub(crate) ignored: BTreeMap<String, u64>,
    /// Its sets, with what the views leave out.
    pub(crate) sets: Vec<DroppedSet>,
}

/// `claimlake files replay|retract|restore|decide --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Changed {
    /// What was asked: `replayed`, `retracted`, `restored`, `kept`, `discarded`.
    pub(crate) done: String,
    /// The file or unit.
    pub(crate) id: String,
    /// The file's state afterwards.
    pub(crate) state: String,
    /// The batch that made it visible.
    pub(crate) batch: u64,
}

/// `claimlake rejects --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RejectList {
    /// How many there are, whatever `--limit` says.
    pub(crate) total: u64,
    /// By file and position; all of them, unless `--limit` is given.
    pub(crate) rejects: Vec<serde_json::Map<String, serde_json::Value>>,
}

/// `claimlake kpi --json` without a number.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct KpiList {
    /// The catalogue.
    pub(crate) kpis: Vec<KpiLine>,
}

/// A KPI of the catalogue.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct KpiLine {
    /// Its number.
    pub(crate) kpi: String,
    /// Its title.
    pub(crate) title: String,
    /// What it tells.
    pub(crate) purpose: String,
    /// What `--by` takes.
    pub(crate) dimensions: Vec<String>,
}

/// `claimlake tables --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TableList {
    /// By name.
    pub(crate) tables: Vec<TableLine>,
}

/// A table.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TableLine {
    /// Its name.
    pub(crate) table: String,
    /// Rows of `raw.NAME`.
    pub(crate) rows: u64,
    /// What a row is.
    pub(crate) doc: String,
    /// Its columns, when one table was asked for.
    pub(crate) columns: Vec<ColumnLine>,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ColumnLine {
    /// Its name.
    pub(crate) column: String,
    /// Its Arrow type.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Protected health information.
    pub(crate) phi: bool,
    /// What it holds.
    pub(crate) doc: String,
}

/// `claimlake check --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Checked {
    /// HEAD's number.
    pub(crate) batch: u64,
    /// Files in the ledger.
    pub(crate) files: u64,
    /// What does not hold; empty when all is sound.
    pub(crate) violations: Vec<ViolationLine>,
    /// What was begun and waits to be taken up: by a sweep, or by whoever is at work on it now. Nothing of
    /// it is lost, and the exit code does not tell of it.
    pub(crate) unfinished: Vec<UnfinishedLine>,
}

/// Something that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UnfinishedLine {
    /// Of what: an id of ours.
    pub(crate) at: String,
    /// What was expected and what was found.
    pub(crate) says: String,
}

/// An invariant that does not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ViolationLine {
    /// Its name in ARCHITECTURE.md.
    pub(crate) invariant: String,
    /// Where.
    pub(crate) at: String,
    /// What was expected and what was found.
    pub(crate) says: String,
}

/// `claimlake send --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Sent {
    /// Which function the event was for.
    pub(crate) function: String,
    /// What it answered.
    pub(crate) answer: serde_json::Value,
    /// Functions that it woke, each run until it woke nobody.
    pub(crate) woke: Vec<String>,
}

/// `claimlake mirror --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Mirrored {
    /// Files that were written.
    pub(crate) files: u64,
    /// HEAD's number afterwards.
    pub(crate) batch: u64,
}

/// `claimlake sweep --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Swept {
    /// Files that were taken up again.
    pub(crate) files: u64,
    /// HEAD's number afterwards.
    pub(crate) batch: u64,
}

/// `claimlake maintain --json`.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Maintained {
    /// Folds that rounds took, in their order; under `--dry-run` those that are due.
    pub(crate) folds: Vec<FoldLine>,
    /// Tables that got a checkpoint.
    pub(crate) checkpoints: Vec<String>,
    /// Files that nothing named any more, and that were deleted; under `--dry-run` they are still there.
    pub(crate) garbage: Vec<GarbageLine>,
    /// HEAD's number afterwards.
    pub(crate) batch: u64,
}

/// Parts of a table that were written anew.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoldLine {
    /// The table.
    pub(crate) table: String,
    /// Parts that went.
    pub(crate) removed: u64,
    /// Their rows.
    pub(crate) rows: u64,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// Parts that came; null under `--dry-run`.
    pub(crate) added: Option<u64>,
    /// Their bytes; null under `--dry-run`.
    pub(crate) bytes_after: Option<u64>,
    /// Rows of retracted files and replaced generations that are gone for good; null under `--dry-run`.
    pub(crate) dropped: Option<u64>,
}

/// A file that nothing names any more.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GarbageLine {
    /// The table in whose folder it is; null for what stands beside the tables.
    pub(crate) table: Option<String>,
    /// Relative to that folder, or to the warehouse.
    pub(crate) path: String,
    /// Bytes.
    pub(crate) size: u64,
}

/// An amount of money, printed as a number with its cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount(pub(crate) i64);

impl Serialize for Amount {
    /// Sixteen digits survive, and no sum of cents has more.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = domain::Cents(self.0).to_string();
        serializer.serialize_f64(text.parse().map_err(serde::ser::Error::custom)?)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "description": "Dollars and cents." })
    }
}

/// `claimlake unmatched --json`, `claimlake queue … --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QueueList {
    /// One object a line; each queue has its own names.
    pub(crate) rows: Vec<serde_json::Map<String, serde_json::Value>>,
}

/// `claimlake unmatched link|none|open|accept --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LinksDecided {
    /// Answers of which somebody said what they are for.
    pub(crate) decided: u64,
    /// The batch that it counts from.
    pub(crate) batch: u64,
}

/// `claimlake claim --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClaimLife {
    /// CLM01, CLP01.
    pub(crate) patient_control_number: String,
    /// The outcome of the first adjudication.
    pub(crate) first_outcome: Option<String>,
    /// The outcomes of the answers that hold, one a payer.
    pub(crate) current_outcomes: Vec<String>,
    /// What all payers paid, take-backs and reversals included.
    pub(crate) net_paid: Amount,
    /// What the answers that hold leave to the patient.
    pub(crate) patient_share: Amount,
    /// Every submission, in order.
    pub(crate) submissions: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Every acknowledgment and status, with the submission that it is about, and how that was found.
    pub(crate) acknowledgments: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Every answer of every payer, with the submission that it is for, and how that was found.
    pub(crate) adjudications: Vec<serde_json::Map<String, serde_json::Value>>,
    /// What PLB segments took or gave for it.
    pub(crate) adjustments: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Its denials.
    pub(crate) cases: Vec<DenialCase>,
}
