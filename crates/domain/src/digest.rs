//! Digests: identity from content.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The first 16 bytes of a SHA-256, written as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// The digest of a list of values. Each is preceded by its length, so that no two lists of
    /// different values are the same bytes.
    #[must_use]
    pub fn of(values: &[&[u8]]) -> Digest {
        let mut hasher = Sha256::new();
        for value in values {
            hasher.update(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(value);
        }
        Digest::cut(hasher)
    }

    /// The digest a finished hasher stands at.
    #[must_use]
    pub fn cut(hasher: Sha256) -> Digest {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(hasher.finalize()) {
            *to = from;
        }
        Digest(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_value_ends_counts() {
        assert_ne!(Digest::of(&[b"ab", b"c"]), Digest::of(&[b"a", b"bc"]));
        assert_eq!(Digest::of(&[b"ab"]).to_string().len(), 32);
    }
}
