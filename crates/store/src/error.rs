//! Why a port could not do what it was asked, shaped by what the caller can do about it.

use std::io;

/// The result of a port.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a port could not do what it was asked. Carries keys of ours at most, never content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An expectation did not hold; nothing was written. Read again and decide again.
    #[error("expected the state as it was read, but found it changed")]
    Conflict,
    /// The store is busy or away. The same call may succeed later.
    #[error("expected the store to answer, but found it busy or away")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What was asked can't be asked of any store: a bug of the caller.
    #[error("expected {expected}, but found {found}")]
    Invalid {
        /// What would have been right.
        expected: &'static str,
        /// What was asked.
        found: String,
    },
    /// What is stored does not read as what it should be.
    #[error("expected {0} to be readable, but found it damaged")]
    Damaged(String),
    /// The folder of landed objects refused. The path is content, so it is left out.
    #[error("expected to reach a landed object, but found: {0}")]
    Landing(io::ErrorKind),
    /// The home can't be opened by this program.
    #[error(
        "expected a home of format {known} or older, but found format {found}: use a newer claimlake"
    )]
    NewerHome {
        /// What this program writes.
        known: u32,
        /// What the home says.
        found: u32,
    },
    /// The home's folder refused.
    #[error("expected to open the home, but found: {0}")]
    Home(#[source] io::Error),
}

impl Error {
    /// Was it refused because something changed meanwhile?
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Error::Conflict)
    }

    /// May the very same call succeed later?
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Error::Unavailable(_) | Error::Landing(_))
    }
}
