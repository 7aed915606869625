//! What can go wrong, by what the caller can do about it.

use std::fmt;

use arrow::error::ArrowError;
use datafusion::error::DataFusionError;

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

/// What stands in the tables may stand in a message about a value: of what goes wrong while a statement
/// runs only the kind is told. What is wrong with the statement itself is told in full.
impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Error {
        let told = |kind, what: &str| Error::new(kind, what);
        match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => told(
                Kind::Limit,
                "expected an answer within the memory of a statement, but found more",
            ),
            DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => told(
                Kind::Storage,
                "expected to read the tables, but found an error of the storage",
            ),
            DataFusionError::ParquetError(_) => told(
                Kind::Damaged,
                "expected to read the tables, but found a part that is damaged",
            ),
            DataFusionError::External(source) => match source.downcast_ref::<Error>() {
                Some(ours) => told(ours.kind, &ours.to_string()),
                None => told(Kind::Statement, RUNNING),
            },
            DataFusionError::ArrowError(inner, _) => told(Kind::Statement, value(inner)),
            DataFusionError::Execution(_)
            | DataFusionError::ExecutionJoin(_)
            | DataFusionError::Internal(_) => told(Kind::Statement, RUNNING),
            _ => Error::statement(error.strip_backtrace()),
        }
    }
}

const RUNNING: &str = "expected the statement to run, but found a value that it can't take";

fn value(error: &ArrowError) -> &'static str {
    match error {
        ArrowError::CastError(_) | ArrowError::ParseError(_) => {
            "expected values of the type that they are cast to, but found another"
        }
        ArrowError::DivideByZero => "expected a divisor, but found 0",
        ArrowError::ArithmeticOverflow(_) => "expected a number that fits, but found a greater one",
        _ => RUNNING,
    }
}
