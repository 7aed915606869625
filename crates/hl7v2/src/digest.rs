//! What can't be read, as a digest: two that are damaged alike are told apart by what they say.

use sha2::{Digest as _, Sha256};

/// Takes bytes as they come, however they are cut.
#[derive(Clone, Default)]
pub(crate) struct Digest(Sha256);

impl Digest {
    pub(crate) fn of(bytes: &[u8]) -> [u8; 16] {
        let mut digest = Digest::default();
        digest.push(bytes);
        digest.finish()
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The first 16 bytes.
    pub(crate) fn finish(self) -> [u8; 16] {
        let mut digest = [0; 16];
        for (to, from) in digest.iter_mut().zip(self.0.finalize()) {
            *to = from;
        }
        digest
    }
}
