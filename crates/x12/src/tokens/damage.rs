//! What can be told of a piece that can't be read: a digest, what it seems to be, whether it is an ISA.

use std::io::Read;

use sha2::{Digest, Sha256};

use super::{Held, Tokens};
use crate::Delimiters;
use crate::event::Data;
use crate::header;

/// What is known of a piece that is too long.
#[derive(Default)]
pub(super) struct Long {
    /// Its first bytes.
    start: Vec<u8>,
    hasher: Sha256,
    /// Of binary data: where it begins, how long it is, and its own digest.
    data: Option<(u64, u64, Sha256)>,
}

/// How much of the start of a long piece is kept: enough to see whether it is an ISA.
const START: usize = 128;

impl<R: Read> Tokens<R> {
    /// The piece in hand as far as it is held, line ends within it left out.
    fn raw(&self) -> &[u8] {
        match &self.long {
            Some(long) => &long.start,
            None if self.held == Held::Unwrapped => &self.scratch,
            None => self.source.get(self.piece.0, self.piece.1),
        }
    }

    /// What the piece in hand says, as a digest: the same wherever the buffer ended.
    pub(crate) fn digest(&self) -> [u8; 16] {
        let hasher = match &self.long {
            Some(long) => long.hasher.clone(),
            None => {
                let mut hasher = Sha256::new();
                update(&mut hasher, self.raw(), self.delimiters.ends_with_newline());
                hasher
            }
        };
        short(hasher)
    }

    /// The binary data of the piece in hand, where it is one that is too long.
    pub(crate) fn data(&self) -> Option<Data> {
        let long = self.long.as_ref()?;
        let (offset, bytes, hasher) = long.data.as_ref()?;
        Some(Data {
            offset: *offset,
            bytes: *bytes,
            digest: short(hasher.clone()),
        })
    }

    /// The segment that the piece in hand clearly is: its id, case and quotes aside, where a
    /// separator follows it. Zeros where nobody can tell.
    pub(crate) fn seems(&self) -> [u8; 3] {
        let raw = self.raw();
        let mut id = [0; 3];
        let Some(end) = memchr::memchr(self.delimiters.element, raw) else {
            return id;
        };
        let name = raw.get(..end).unwrap_or_default();
        let name = name.trim_ascii();
        let name = name.strip_prefix(b"\"").unwrap_or(name);
        if (2..=3).contains(&name.len()) && name.iter().all(u8::is_ascii_alphanumeric) {
            for (to, from) in id.iter_mut().zip(name) {
                *to = from.to_ascii_uppercase();
            }
        }
        id
    }

    /// True if the piece in hand is named like an ISA.
    pub(crate) fn is_isa(&self) -> bool {
        header::is_named(self.raw())
    }

    /// True if it has most of an ISA's separators as well, and is not text cut out of a name.
    pub(crate) fn is_nearly_isa(&self) -> bool {
        header::is_nearly(self.raw())
    }
}

impl Long {
    /// What follows is binary data, from this offset of the stream on.
    pub(super) fn begin_data(&mut self, offset: u64) {
        self.data = Some((offset, 0, Sha256::new()));
    }

    /// Where the data ends nobody knows, so nothing can be told of it.
    pub(super) fn forget_data(&mut self) {
        self.data = None;
    }

    /// Bytes of a binary segment, whose line ends are its own.
    pub(super) fn push_all(&mut self, bytes: &[u8]) {
        if let Some((_, length, hasher)) = &mut self.data {
            *length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            hasher.update(bytes);
        }
        update(&mut self.hasher, bytes, true);
        let rest = START.saturating_sub(self.start.len());
        self.start.extend(bytes.iter().take(rest));
    }

    pub(super) fn push(&mut self, bytes: &[u8], lines: bool) {
        update(&mut self.hasher, bytes, lines);
        let rest = START.saturating_sub(self.start.len());
        let more = bytes.iter().filter(|byte| !matches!(byte, b'\r' | b'\n'));
        self.start.extend(more.take(rest));
    }
}

/// The first 16 bytes of a digest.
fn short(hasher: Sha256) -> [u8; 16] {
    let mut digest = [0; 16];
    for (to, from) in digest.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    digest
}

/// Hashes bytes of a piece; line ends within it say nothing, unless lines are segments.
fn update(hasher: &mut Sha256, bytes: &[u8], lines: bool) {
    if lines {
        return hasher.update(bytes);
    }
    let mut from = 0;
    for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
        hasher.update(bytes.get(from..at).unwrap_or_default());
        from = at + 1;
    }
    hasher.update(bytes.get(from..).unwrap_or_default());
}

/// True if a segment that only stands in a transaction set, or begins one, is among this.
pub(super) fn has_segments(bytes: &[u8], delimiters: Delimiters) -> bool {
    let ids: [&[u8]; 5] = [b"ST", b"CLP", b"CLM", b"BPR", b"BHT"];
    bytes
        .split(|byte| *byte == delimiters.terminator)
        .any(|piece| {
            let mut elements = piece.trim_ascii().split(|byte| *byte == delimiters.element);
            let id = elements.next().unwrap_or_default();
            ids.contains(&id) && elements.next().is_some()
        })
}
