//! Leases: who works on something, and until when nobody else does.

use std::fmt::{self, Debug};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a lease lasts unless it is renewed: as long as the longest invocation of a function.
pub const LASTS: SignedDuration = SignedDuration::from_mins(15);

/// Who holds a lease, as a text that only its [`Holders`] understands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Holder(pub String);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who can hold leases here: processes of a laptop, invocations of a function.
pub trait Holders: Send + Sync + Debug {
    /// The one that asks.
    fn me(&self) -> Holder;
    /// Is it certain that this holder will never come back? Doubt is no.
    fn is_gone(&self, holder: &Holder) -> bool;
}

/// A lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Who holds it.
    pub holder: Holder,
    /// When it ends by itself.
    pub until: Timestamp,
}

impl Lease {
    /// A lease from now.
    #[must_use]
    pub fn new(holder: Holder, now: Timestamp) -> Lease {
        Lease {
            holder,
            until: now.saturating_add(LASTS).unwrap_or(Timestamp::MAX),
        }
    }

    /// May somebody else take over?
    #[must_use]
    pub fn is_over(&self, now: Timestamp, holders: &dyn Holders) -> bool {
        self.until <= now || holders.is_gone(&self.holder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Gone(&'static str);
    impl Holders for Gone {
        fn me(&self) -> Holder {
            Holder("me".to_owned())
        }
        fn is_gone(&self, holder: &Holder) -> bool {
            holder.0 == self.0
        }
    }

    #[test]
    fn a_lease_is_over_by_time_or_by_death() {
        let start = Timestamp::UNIX_EPOCH;
        let lease = Lease::new(Holder("a".to_owned()), start);
        assert!(!lease.is_over(start, &Gone("b")));
        assert!(lease.is_over(start, &Gone("a")));
        assert!(!lease.is_over(start + SignedDuration::from_secs(15 * 60 - 1), &Gone("b")));
        assert!(lease.is_over(start + SignedDuration::from_mins(15), &Gone("b")));
    }
}
