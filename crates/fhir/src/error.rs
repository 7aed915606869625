//! Why a stream can't be read at all. Everything smaller is a value among the events.

use std::io;

/// The stream could not be read, or is no FHIR.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes could not be had; the content has nothing to do with it.
    #[error("could not read the stream")]
    Io(#[from] io::Error),
    /// Nothing but blanks.
    #[error("expected a resource, but found an empty stream")]
    Empty,
    /// No resource where one may begin.
    #[error("expected a resource in the first {searched} bytes, but found {found}")]
    NotFhir {
        /// How many bytes were searched.
        searched: u64,
        /// What stands there instead.
        found: &'static str,
    },
    /// An XML file with a document type, which FHIR does not have and which may name entities.
    #[error("byte {byte}: expected an element of FHIR, but found a document type")]
    Doctype {
        /// Where it was met.
        byte: u64,
    },
}

impl Error {
    /// True if reading the same bytes again ends the same way.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Error::Io(_))
    }
}
