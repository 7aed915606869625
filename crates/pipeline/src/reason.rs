//! Why something is left out of the views, and what people decide about it.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Why a unit, or a whole generation of a file, is left out. These are the values of
/// `excluded_unit.reason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The same content lives in an earlier unit.
    Duplicate,
    /// Other content under the same document key; a person has to decide.
    Held,
    /// A person decided that this content does not count.
    Discarded,
    /// A newer version of the document lives.
    Superseded,
    /// The file was retracted.
    Retracted,
    /// A newer generation of the file was taken.
    Replayed,
}

impl Reason {
    /// As in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Duplicate => "duplicate",
            Reason::Held => "held",
            Reason::Discarded => "discarded",
            Reason::Superseded => "superseded",
            Reason::Retracted => "retracted",
            Reason::Replayed => "replayed",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a person decides about one content of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// It counts, beside whatever else does.
    Keep,
    /// It does not count.
    Discard,
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub choice: Choice,
    /// Hashes of the contents that the person saw, sorted. One that came later is held again.
    pub saw: Vec<String>,
    /// Those of them that lived then, sorted. They go on living, unless a decision is about them.
    pub lived: Vec<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
