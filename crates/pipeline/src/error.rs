//! Why a flow could not finish, shaped by what the caller can do about it.

/// The result of a flow.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a flow could not finish. From [`ingest`](crate::ingest) and the rounds, an error means "deliver
/// it again" and nothing else: bad content is a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else is converting the same file. Deliver it again later.
    #[error("expected the file to be free, but found it under another's lease")]
    Busy,
    /// Somebody took this claim over, or the state changed too often. Deliver it again.
    #[error("expected {0} to stay as it was read, but found it changed")]
    Changed(&'static str),
    /// What a person asked for can't be done as things stand.
    #[error("expected {expected}, but found {found}")]
    Refused {
        /// What would have been right.
        expected: String,
        /// What is.
        found: String,
    },
    /// What is stored does not read as what it should be.
    #[error("expected {0} to be readable, but found it damaged")]
    Damaged(String),
    /// State, landing or home.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Plans and manifests.
    #[error("expected to reach the warehouse, but found an error")]
    Warehouse(#[from] object_store::Error),
    /// Conversion met a reader or writer that failed.
    #[error(transparent)]
    Convert(#[from] convert::ConvertError),
    /// The tables' logs.
    #[error("expected to reach the tables, but found an error")]
    Tables(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A task of ours ended early.
    #[error("expected a task to end, but found it stopped")]
    Stopped,
}

impl Error {
    /// An error of the tables' logs.
    pub fn tables(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Tables(source.into())
    }

    /// Was it the caller's request that can't be done, rather than a failure?
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Error::Refused { .. })
    }

    /// May the very same call succeed later?
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Busy
            | Error::Changed(_)
            | Error::Warehouse(_)
            | Error::Convert(_)
            | Error::Tables(_)
            | Error::Stopped => true,
            Error::Store(error) => error.is_retryable() || error.is_conflict(),
            Error::Refused { .. } | Error::Damaged(_) => false,
        }
    }

    pub(crate) fn refused(expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::Refused {
            expected: expected.into(),
            found: found.into(),
        }
    }
}
