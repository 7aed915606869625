//! Why a stream can't be read at all. Everything smaller is a value among the events.

use std::io;

/// The stream could not be read, or is no X12.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes could not be had; the content has nothing to do with it.
    #[error("could not read the stream")]
    Io(#[from] io::Error),
    /// Nothing but blanks.
    #[error("expected an ISA segment, but found an empty stream")]
    Empty,
    /// No ISA where one may begin.
    #[error("expected an ISA segment in the first {searched} bytes, but found none")]
    NoInterchange {
        /// How many bytes were searched.
        searched: u64,
    },
    /// Something that begins like an ISA, but does not say what the delimiters are.
    #[error("byte {byte}: expected an ISA segment of 16 elements, but found {found}")]
    BadInterchange {
        /// Where it begins.
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
