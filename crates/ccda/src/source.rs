//! A window on a stream of bytes, as UTF-8, with its offset in the stream.

use std::io::{self, Read};

use crate::encoding::{Detected, Encoding, detect};

/// How much is asked for at once: large enough for a disk, small enough for the cache.
const CHUNK: usize = 64 << 10;

/// What stands in place of a byte that is no UTF-8. XML 1.0, 2.2 allows no document to have it, and
/// it is as long as what it replaces, so that offsets stay right.
pub(crate) const SUBSTITUTE: u8 = 0x1a;

/// The bytes from `start` to `valid` of the buffer are what was read, decoded and not yet consumed.
pub(crate) struct Source<R> {
    read: R,
    buffer: Vec<u8>,
    start: usize,
    valid: usize,
    end: usize,
    /// Bytes of a stream that is not UTF-8, not yet decoded.
    raw: Vec<u8>,
    encoding: Option<Encoding>,
    /// Offset in the stream of `start`.
    offset: u64,
    finished: bool,
    /// How many bytes were replaced.
    pub(crate) replaced: u64,
    /// The declaration names an encoding that is not read.
    pub(crate) unknown_encoding: bool,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(read: R) -> Self {
        Source {
            read,
            buffer: Vec::new(),
            start: 0,
            valid: 0,
            end: 0,
            raw: Vec::new(),
            encoding: None,
            offset: 0,
            finished: false,
            replaced: 0,
            unknown_encoding: false,
        }
    }

    /// What can be read now: whole characters.
    pub(crate) fn window(&self) -> &[u8] {
        self.buffer.get(self.start..self.valid).unwrap_or_default()
    }

    /// True once the stream has ended: no more will come.
    pub(crate) fn is_finished(&self) -> bool {
        self.finished
    }

    /// Offset in the stream of the window's first byte.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// What the stream is decoded from.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    /// Drops the first bytes of the window.
    pub(crate) fn consume(&mut self, bytes: usize) {
        let to = (self.start + bytes).min(self.valid);
        let gone = self.buffer.get(self.start..to).unwrap_or_default();
        self.offset += wide(self.encoding().encoded_len(gone));
        self.start = to;
    }

    /// Reads more behind what the window has.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.valid -= self.start;
            self.end -= self.start;
            self.start = 0;
        }
        match self.encoding {
            None => {
                self.read_more()?;
                let bytes = self.buffer.get(..self.end).unwrap_or_default();
                let Detected {
                    encoding,
                    mark,
                    unknown,
                } = detect(bytes);
                self.encoding = Some(encoding);
                self.unknown_encoding = unknown;
                self.offset = wide(mark);
                if encoding == Encoding::Utf8 {
                    self.start = mark;
                    self.valid = mark;
                    self.validate();
                } else {
                    self.raw = bytes.get(mark..).unwrap_or_default().to_vec();
                    self.end = 0;
                    self.decode(encoding);
                }
            }
            Some(Encoding::Utf8) => {
                self.read_more()?;
                self.validate();
            }
            Some(encoding) => {
                let end = self.end;
                self.read_more()?;
                let fresh = self.buffer.get(end..self.end).unwrap_or_default();
                self.raw.extend_from_slice(fresh);
                self.end = end;
                self.decode(encoding);
            }
        }
        Ok(())
    }

    /// One chunk. Short reads are gathered, so that the window is always a large one.
    fn read_more(&mut self) -> io::Result<()> {
        let to = self.end + CHUNK;
        if self.buffer.len() < to {
            self.buffer.resize(to, 0);
        }
        while self.end < to && !self.finished {
            let free = self.buffer.get_mut(self.end..to).unwrap_or_default();
            match self.read.read(free) {
                Ok(0) => self.finished = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn decode(&mut self, encoding: Encoding) {
        self.buffer.truncate(self.end);
        let used = encoding.decode(&self.raw, self.finished, &mut self.buffer);
        self.raw.drain(..used);
        self.end = self.buffer.len();
        self.valid = self.end;
    }

    /// Replaces what is no UTF-8. A character that the end of the buffer cuts waits for its rest.
    fn validate(&mut self) {
        loop {
            let fresh = self
                .buffer
                .get_mut(self.valid..self.end)
                .unwrap_or_default();
            let Err(error) = std::str::from_utf8(fresh) else {
                self.valid = self.end;
                return;
            };
            let good = error.valid_up_to();
            let bad = match error.error_len() {
                Some(bad) => bad,
                None if self.finished => fresh.len() - good,
                None => {
                    self.valid += good;
                    return;
                }
            };
            let range = fresh.get_mut(good..good + bad).unwrap_or_default();
            range.fill(SUBSTITUTE);
            self.replaced += wide(bad);
            self.valid += good + bad;
        }
    }
}

fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
