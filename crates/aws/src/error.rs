//! Why an account did not do what it was asked.

use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

use crate::environment::Complaints;

/// The result of asking an account.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an account can't be worked with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Settings that do not hold.
    #[error(transparent)]
    Settings(#[from] Complaints),
    /// A stack that is not claimlake's, or not of this version.
    #[error("expected {stack} to be a stack of claimlake, but found: {complaints}")]
    Stack {
        /// Its name.
        stack: String,
        /// What its outputs lack.
        complaints: Complaints,
    },
    /// What the SDK was given does not name an account.
    #[error("expected {0}, but found none")]
    Missing(&'static str),
    /// A port.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The warehouse's bucket.
    #[error("expected the warehouse's bucket to be named rightly, but found an error")]
    Warehouse(#[from] object_store::Error),
}

/// The service did not do it: away, throttled, or not allowed. Its messages name resources, actions and
/// rights, never values; the SDK's own context is kept, because without it nobody finds the cause.
pub(crate) fn away<E, R>(error: SdkError<E, R>) -> store::Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    store::Error::Unavailable(DisplayErrorContext(error).to_string().into())
}
