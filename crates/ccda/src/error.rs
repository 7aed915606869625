//! Why a stream can't be read at all. Everything smaller is a value among the events.

use std::io;

/// The stream could not be read, or is no CDA.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes could not be had; the content has nothing to do with it.
    #[error("could not read the stream")]
    Io(#[from] io::Error),
    /// Nothing but blanks.
    #[error("expected a ClinicalDocument, but found an empty stream")]
    Empty,
    /// XML or not, there is no clinical document in it.
    #[error("expected a ClinicalDocument in {searched} bytes, but found none")]
    NoDocument {
        /// How many bytes were searched.
        searched: u64,
    },
    /// A document type. CDA has none, and what one declares is a way to make a reader fetch or
    /// multiply things.
    #[error("byte {byte}: expected a ClinicalDocument, but found a document type declaration")]
    Doctype {
        /// Where it begins.
        byte: u64,
    },
    /// The XML ends or breaks before anything could be told.
    #[error("byte {byte}: expected well-formed XML, but found {found}")]
    NotWellFormed {
        /// Where it was noticed.
        byte: u64,
        /// What is wrong with it.
        found: &'static str,
    },
}

impl Error {
    /// True if reading the same bytes again ends the same way.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Error::Io(_))
    }
}
