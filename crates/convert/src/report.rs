//! What became of a file: the accounting of its records, as counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::survey::Refusal;

/// Records read and what became of each: mapped + rejected + ignored = read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// All of them, envelopes included.
    pub read: u64,
    /// Fed a row.
    pub mapped: u64,
    /// Belong to a refused loop, segment or row.
    pub rejected: u64,
    /// Left out, by name.
    pub ignored: u64,
}

/// What became of one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetReport {
    /// Which one.
    pub unit_id: String,
    /// `835`, `837P`, ….
    pub kind: String,
    /// ST02.
    pub control_number: String,
    /// ISA15 = T.
    pub test: bool,
    /// Its records.
    pub records: Records,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// As in the survey.
    pub format: String,
    /// All records.
    pub records: Records,
    /// Ignored records by name: `set 270`, `segment ZZZ`, `preamble`.
    pub ignored: BTreeMap<String, u64>,
    /// Member and record of the segments that were ignored one by one, at most 200,000.
    #[serde(skip)]
    pub ignored_at: Vec<(Option<String>, u64)>,
    /// One entry a unit.
    pub sets: Vec<SetReport>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Rows of `reject`.
    pub rejects: u64,
    /// Rows of `dq_issue`.
    pub dq_issues: u64,
    /// Why nothing was taken, if so.
    pub refusal: Option<Refusal>,
}
