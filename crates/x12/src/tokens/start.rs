//! How a stream begins: what stands before its first ISA.

use std::io::{self, Read};

use super::Tokens;
use super::damage::has_segments;
use crate::Delimiters;

impl<R: Read> Tokens<R> {
    /// Goes to the first ISA and tells how much text is before it: offset and length, blanks left
    /// out. If an interchange is before it whose ISA can't be read, its segments come as pieces.
    /// `None` if there is no ISA as far as may be looked.
    pub(crate) fn find_first(&mut self) -> io::Result<Option<(u64, u64)>> {
        while self.isa.is_none() && self.scanned <= self.limits.preamble_bytes {
            if self.is_exhausted() && self.source.is_finished() {
                break;
            }
            self.more()?;
        }
        self.index.clear();
        let first = self.isa.filter(|(at, _)| *at <= self.limits.preamble_bytes);
        let Some((at, header)) = first else {
            return Ok(None);
        };
        let unreadable = self.unreadable.filter(|unreadable| *unreadable < at);
        let text = self
            .source
            .get(0, unreadable.unwrap_or(at))
            .trim_ascii_end();
        let blank = blanks(text);
        let says = text.get(blank..).unwrap_or_default();
        let has_segments = has_segments(says, header.delimiters);
        let (offset, bytes) = match has_segments {
            true => (0, 0),
            false => (self.source.offset(blank), says.len()),
        };
        self.source.start = match has_segments {
            true => blank,
            false => unreadable.unwrap_or(at),
        };
        if self.source.start < at {
            // What their delimiters are nobody knows; most senders write all files with the same.
            self.delimiters = header.delimiters;
            self.reindex();
        }
        Ok(Some((offset, u64::try_from(bytes).unwrap_or(u64::MAX))))
    }

    /// How many bytes have been looked at for an ISA, and whether any of them said something.
    pub(crate) fn searched(&self) -> (u64, bool) {
        let bytes = self.source.bytes();
        let searched = self.scanned.min(self.limits.preamble_bytes);
        (
            u64::try_from(searched).unwrap_or(u64::MAX),
            blanks(bytes) < bytes.len(),
        )
    }
}

/// How much at the start of a stream says nothing: a byte order mark, and blanks.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    let mark: &[u8] = b"\xef\xbb\xbf";
    let text = bytes.strip_prefix(mark).unwrap_or(bytes);
    let delimiters = Delimiters::default();
    let blank = text
        .iter()
        .take_while(|byte| delimiters.is_blank(**byte))
        .count();
    bytes.len() - text.len() + blank
}
