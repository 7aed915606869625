//! Instances of functions, and command lines of an account's owner, as holders of leases.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use store::{Holder, Holders};

/// One process somewhere. Nobody sees whether another one is gone, so its lease ends by time alone.
#[derive(Debug, Clone)]
pub struct Instance {
    me: Holder,
}

impl Instance {
    /// This process, under a name that nobody else has; `place` makes it findable in logs.
    #[must_use]
    pub fn new(place: &str) -> Instance {
        Instance {
            me: Holder(format!("{place}:{}", random())),
        }
    }
}

impl Holders for Instance {
    fn me(&self) -> Holder {
        self.me.clone()
    }

    fn is_gone(&self, _: &Holder) -> bool {
        false
    }
}

/// 128 random bits: the keys of a hasher come from the system's generator.
pub(crate) fn random() -> String {
    let word = || RandomState::new().build_hasher().finish();
    // Two hashers of one thread differ by a counter only, so each word has bits of its own from the place
    // and time of asking.
    format!("{:016x}{:016x}", word(), word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_the_same() {
        let (one, other) = (Instance::new("a"), Instance::new("a"));
        assert_ne!(one.me(), other.me());
        assert!(!one.is_gone(&other.me()));
    }
}
