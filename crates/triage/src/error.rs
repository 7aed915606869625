//! Why claims could not be triaged.

/// The result of triage.
pub type Result<T> = std::result::Result<T, Error>;

/// Why claims could not be triaged. Nothing was lost: the next run finds the same.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else is at it.
    #[error("expected triage to be free, but found it under another's lease")]
    Busy,
    /// State or plans.
    #[error(transparent)]
    Flow(#[from] pipeline::Error),
    /// The tables did not answer.
    #[error(transparent)]
    Lake(#[from] lake::Error),
    /// A case could not be kept.
    #[error(transparent)]
    Work(#[from] work::Error),
    /// The state did not answer.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A statement of ours answers with other columns than it should.
    #[error("expected rows of {0}, but found others")]
    Rows(&'static str),
}
