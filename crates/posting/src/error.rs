//! Why nothing was posted, shaped by what the caller can do about it.

use std::io;

/// The result of an export.
pub type Result<T> = std::result::Result<T, Error>;

/// Why nothing was posted. Carries numbers of ours at most, never content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Posting is off.
    #[error(
        "expected posting to be on, but found it in shadow mode: `claimlake postings mode on` switches it on"
    )]
    Shadow,
    /// Another export took the number, or posting was switched off meanwhile. Nothing was exported; run again.
    #[error("expected to be the only one who exports, but found another: run it again")]
    Changed,
    /// What was asked for can't be done as things stand.
    #[error("expected {expected}, but found {found}")]
    Refused {
        /// What would have been right.
        expected: String,
        /// What is.
        found: String,
    },
    /// What is kept does not read as what it should be.
    #[error("expected {0} to be readable, but found it damaged")]
    Damaged(&'static str),
    /// State.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What is kept of the exports.
    #[error("expected to reach the warehouse, but found an error")]
    Warehouse(#[from] object_store::Error),
    /// The folder that copies are placed in. Its path is the caller's to tell.
    #[error("expected to write into the folder, but found: {0}")]
    Folder(io::ErrorKind),
}

impl Error {
    pub(crate) fn refused(expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::Refused {
            expected: expected.into(),
            found: found.into(),
        }
    }
}

/// An [`io::Error`] may carry the path.
pub(crate) fn folder(error: io::Error) -> Error {
    Error::Folder(error.kind())
}
