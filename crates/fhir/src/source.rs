//! A window on a stream of bytes, with its offset.

use std::io::{self, Read};

/// How much is asked for at once: large enough for a disk, small enough for the cache.
const CHUNK: usize = 128 << 10;

/// The bytes from `start` to `end` of the buffer are what was read and not yet consumed.
pub(crate) struct Source<R> {
    read: R,
    buffer: Vec<u8>,
    pub(crate) start: usize,
    end: usize,
    /// Offset in the stream of the buffer's first byte.
    base: u64,
    finished: bool,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(read: R) -> Self {
        Source {
            read,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            base: 0,
            finished: false,
        }
    }

    /// All bytes of the buffer that are filled, consumed or not.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.end).unwrap_or_default()
    }

    /// A part of the buffer; empty if it is not in it.
    pub(crate) fn get(&self, start: usize, end: usize) -> &[u8] {
        self.bytes().get(start..end).unwrap_or_default()
    }

    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// True once the stream has ended: no more will come.
    pub(crate) fn is_finished(&self) -> bool {
        self.finished
    }

    /// Offset in the stream of a place in the buffer.
    pub(crate) fn offset(&self, at: usize) -> u64 {
        self.base + u64::try_from(at).unwrap_or(u64::MAX)
    }

    /// Reads more. Consumed bytes are dropped first; returned is by how much places in the buffer
    /// moved down.
    pub(crate) fn fill(&mut self) -> io::Result<usize> {
        let moved = self.start;
        if moved > 0 {
            self.buffer.copy_within(moved..self.end, 0);
            self.base = self.offset(moved);
            self.end -= moved;
            self.start = 0;
        }
        if self.buffer.len() < self.end + CHUNK {
            self.buffer.resize(self.end + CHUNK, 0);
        }
        // Short reads (pipes, decoders) are gathered, so that the window is always a large one.
        while self.end < self.buffer.len() && !self.finished {
            let Some(space) = self.buffer.get_mut(self.end..) else {
                break;
            };
            match self.read.read(space) {
                Ok(0) => self.finished = true,
                Ok(read) => self.end = (self.end + read).min(self.buffer.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(moved)
    }
}
