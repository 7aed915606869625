//! The bytes of a stream of XML, with a bound on one token: an attribute of a gigabyte is not held.

use std::io::{self, BufRead, Read};

use crate::digest::Digest;
use crate::source::Source;

/// Hands out bytes as long as the token in hand is not too long.
pub(super) struct Guard<R> {
    source: Source<R>,
    limit: usize,
    /// Bytes of the token in hand.
    used: usize,
    /// Of what was handed out since the entry in hand began: whether it can be read is seen last.
    digest: Digest,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(source: Source<R>, limit: usize) -> Self {
        let used = 0;
        Guard {
            source,
            limit,
            used,
            digest: Digest::default(),
        }
    }

    /// An entry begins, or a resource by itself.
    pub(super) fn restart(&mut self) {
        self.digest = Digest::default();
    }

    /// Of what was handed out since.
    pub(super) fn digest(&self) -> [u8; 16] {
        self.digest.clone().finish()
    }

    /// Hands out all that is left, whatever it is.
    pub(super) fn drain(&mut self) -> io::Result<()> {
        loop {
            self.begin();
            let bytes = self.fill_buf()?.len();
            if bytes == 0 {
                return Ok(());
            }
            self.consume(bytes);
        }
    }

    /// A new token begins.
    pub(super) fn begin(&mut self) {
        self.used = 0;
    }

    /// True if the token in hand is too long.
    pub(super) fn is_over(&self) -> bool {
        self.used > self.limit
    }

    /// True if there are no bytes left.
    pub(super) fn is_at_end(&self) -> bool {
        self.source.is_finished() && self.source.start >= self.source.end()
    }

    /// How many bytes were handed out.
    pub(super) fn offset(&self) -> u64 {
        self.source.offset(self.source.start)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut window = self.fill_buf()?;
        let read = window.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_over() {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        if self.source.start >= self.source.end() && !self.source.is_finished() {
            self.source.fill()?;
        }
        Ok(self.source.get(self.source.start, self.source.end()))
    }

    fn consume(&mut self, bytes: usize) {
        self.used = self.used.saturating_add(bytes);
        let end = self.source.start.saturating_add(bytes);
        self.digest.push(self.source.get(self.source.start, end));
        self.source.start = (self.source.start + bytes).min(self.source.end());
    }
}
