//! Why the state could not be mirrored.

/// The result of mirroring.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the state could not be mirrored. What was not noted as written is written again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An item is none that this version writes.
    #[error("expected {0} as this version writes it, but found another")]
    Damaged(&'static str),
    /// The state did not answer.
    #[error(transparent)]
    Store(#[from] store::Error),
}
