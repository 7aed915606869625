//! What can go wrong, by what the caller can do about it.

use std::fmt;

/// What the caller can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Storage did not answer as it should: try again.
    Storage,
    /// The tables don't hold what they must: `check` says more.
    Damaged,
    /// The statement can't be run as it is written.
    Statement,
    /// A limit on rows, time or memory was reached.
    Limit,
}

/// An error of the lake.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    kind: Kind,
    what: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What the caller can do.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.kind == Kind::Storage
    }

    pub(crate) fn new(kind: Kind, what: impl Into<String>) -> Error {
        Error {
            kind,
            what: what.into(),
            source: None,
        }
    }

    pub(crate) fn storage(
        what: impl Into<String>,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Error {
        Error {
            kind: Kind::Storage,
            what: what.into(),
            source: Some(Box::new(source)),
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Error {
        Error::new(Kind::Damaged, what)
    }

    pub(crate) fn statement(what: impl Into<String>) -> Error {
        Error::new(Kind::Statement, what)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl From<datafusion::error::DataFusionError> for Error {
    fn from(error: datafusion::error::DataFusionError) -> Error {
        use datafusion::error::DataFusionError;
        let kind = match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => Kind::Limit,
            DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => Kind::Storage,
            _ => Kind::Statement,
        };
        Error {
            kind,
            what: error.strip_backtrace(),
            source: None,
        }
    }
}
