//! What `postings --json` says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Amount;

/// `claimlake postings list --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingList {
    /// on, or shadow: nothing is written.
    pub(crate) mode: String,
    /// What was exported, in order.
    pub(crate) exports: Vec<PostingExport>,
    /// Remittances that stand in an export and should not any more.
    pub(crate) to_reverse: Vec<PostingToReverse>,
    /// Remittances that the next export takes.
    pub(crate) ready: Vec<PostingReady>,
    /// How many remittances it does not take, by reason: incomplete, unbalanced, prenotification,
    /// estimate_paid, no_check_date, contested (another content waits for a person), nothing_to_post (no claim was
    /// decided), other_content_posted (another content stands in an export, and has to be taken back first).
    pub(crate) held_back: BTreeMap<String, u64>,
}

/// An export.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingExport {
    /// Its number.
    pub(crate) export: u64,
    /// When it was written.
    pub(crate) at: String,
    /// The export that it takes back, wholly or in part.
    pub(crate) reverses: Option<u64>,
    /// Remittances in it.
    pub(crate) documents: u64,
    /// Those of them that were not taken back; of a reversal none.
    pub(crate) standing: u64,
    /// Rows in it.
    pub(crate) rows: u64,
    /// What its rows pay: the sum of BPR02.
    pub(crate) amount: Amount,
    /// Its file was placed.
    pub(crate) delivered: bool,
}

/// A remittance that is to be taken back.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingToReverse {
    /// The remittance.
    pub(crate) document: String,
    /// The export that it stands in.
    pub(crate) export: u64,
    /// What it pays.
    pub(crate) amount: Amount,
    /// Why: retracted, held, discarded, gone …, or what stands against posting it now.
    pub(crate) reason: String,
}

/// A remittance that is to be exported.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingReady {
    /// The remittance.
    pub(crate) document: String,
    /// The file that it came in.
    pub(crate) file_id: String,
    /// BPR16.
    pub(crate) check_date: Option<String>,
    /// The payer.
    pub(crate) payer: Option<String>,
    /// TRN02.
    pub(crate) payment_trace: String,
    /// BPR02.
    pub(crate) amount: Amount,
}

/// `claimlake postings export|reverse|copy --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingsWritten {
    /// One for each file, in order; those of an earlier run that died before it placed them, too.
    pub(crate) files: Vec<PostingFile>,
    /// How many remittances were not taken, by reason, as `postings list` names them.
    pub(crate) held_back: BTreeMap<String, u64>,
}

/// A file that was placed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingFile {
    /// The export.
    pub(crate) export: u64,
    /// Where its file is.
    pub(crate) path: String,
}

/// `claimlake postings mode --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostingModeShown {
    /// on, or shadow.
    pub(crate) mode: String,
}
