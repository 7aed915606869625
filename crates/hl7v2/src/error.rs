//! Why a stream can't be read at all. Everything smaller is a value among the events.

use std::io;

/// The stream could not be read, or is no HL7 v2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes could not be had; the content has nothing to do with it.
    #[error("could not read the stream")]
    Io(#[from] io::Error),
    /// Nothing but blanks.
    #[error("expected an MSH segment, but found an empty stream")]
    Empty,
    /// No MSH, FHS or BHS where one may begin.
    #[error("expected an MSH segment in the first {searched} bytes, but found none")]
    NoMessage {
        /// How many bytes were searched.
        searched: u64,
    },
}

impl Error {
    /// True if reading the same bytes again ends the same way.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Error::Io(_))
    }
}
