//! Why an item could not be changed.

use jiff::Timestamp;

use crate::state::State;

/// The result of a change.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an item could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The step is not one of those that are allowed from here.
    #[error("expected {}, but found {}", said(allowed), asked.as_str())]
    NotAllowed {
        /// Where it stands.
        from: State,
        /// What was asked for.
        asked: State,
        /// What would be allowed.
        allowed: Vec<State>,
    },
    /// The step is allowed, but something that it needs is missing.
    #[error("expected {expected}, but found {found}")]
    Guard {
        /// What it needs.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// Somebody else changed the item after it was looked at.
    #[error("expected the item as it was at version {seen}, but found that {by} {did} at {at}")]
    Changed {
        /// The version that was looked at.
        seen: u64,
        /// Who changed it.
        by: String,
        /// What they did.
        did: String,
        /// When.
        at: Timestamp,
    },
    /// There is no such item.
    #[error("expected the id of an item, but found {0}")]
    Unknown(&'static str),
    /// State.
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn said(allowed: &[State]) -> String {
    let words: Vec<&str> = allowed.iter().map(|state| state.as_str()).collect();
    match words.as_slice() {
        [] => "no further step".to_owned(),
        [one] => (*one).to_owned(),
        many => format!("one of {}", many.join(", ")),
    }
}
