//! The stream cut into lines: by CR, LF, the bytes of MLLP, and where an MSH begins beyond doubt.

use std::io::{self, Read};

use memchr::memmem::Finder;

use crate::delimiters::{is_certain_msh, is_header};
use crate::digest::Digest;
use crate::source::Source;

/// MLLP: before and after a block (HL7 v2 Transport Specification: MLLP, release 1).
const START_BLOCK: u8 = 0x0b;
const END_BLOCK: u8 = 0x1c;

/// How FHS and BHS go on.
const HEADER: &[u8] = br"HS|^~\&";

/// What `Lines::advance` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A line that is not blank.
    Line,
    /// The end of a block.
    EndBlock,
    /// More than a line may have; `skip` goes to its end.
    Long,
    /// More than may be held for one message.
    Full,
    End,
}

/// A stream, cut into lines.
pub(crate) struct Lines<R> {
    pub(crate) source: Source<R>,
    line_bytes: usize,
    held_bytes: usize,
    finders: Finders,
    /// What was read stays in the buffer, from `source.start` on.
    held: bool,
    /// Where the next line begins, up to where no line end was found, and the one that was.
    cursor: usize,
    scanned: usize,
    stop: Option<usize>,
    /// The line in hand.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// A start of a block stood before it.
    pub(crate) framed: bool,
    /// A line end stood behind it.
    pub(crate) terminated: bool,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(read: R, line_bytes: usize, held_bytes: usize) -> Self {
        Lines {
            source: Source::new(read),
            line_bytes,
            held_bytes,
            finders: Finders::new(),
            held: false,
            cursor: 0,
            scanned: 0,
            stop: None,
            start: 0,
            end: 0,
            framed: false,
            terminated: false,
        }
    }

    /// The line in hand.
    #[inline]
    pub(crate) fn line(&self) -> &[u8] {
        self.source.get(self.start, self.end)
    }

    /// Offset of the line in hand in the stream, and of its end.
    #[inline]
    pub(crate) fn span(&self) -> (u64, u64) {
        (self.source.offset(self.start), self.source.offset(self.end))
    }

    /// Holds what comes, from the line in hand on.
    pub(crate) fn hold(&mut self) {
        self.source.start = self.start;
        self.held = true;
    }

    /// Holds the line in hand alone.
    pub(crate) fn release(&mut self) {
        self.source.start = self.start;
        self.held = false;
    }

    /// How far behind what is held the line in hand begins.
    #[inline]
    pub(crate) fn distance(&self) -> usize {
        self.start.saturating_sub(self.source.start)
    }

    /// Reads ahead, and gives so many bytes of the stream's start.
    pub(crate) fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.source.end() < bytes && !self.source.is_finished() {
            self.source.fill()?;
        }
        Ok(self.source.bytes())
    }

    /// Moves to the next piece.
    #[inline]
    pub(crate) fn advance(&mut self) -> io::Result<Piece> {
        self.framed = false;
        loop {
            self.skip_blanks();
            if !self.held {
                self.source.start = self.cursor;
            }
            let bytes = self.source.bytes();
            if bytes.get(self.cursor) == Some(&END_BLOCK) {
                (self.start, self.end) = (self.cursor, self.cursor);
                self.cursor += 1;
                return Ok(Piece::EndBlock);
            }
            if let Some(stop) = self.find_stop() {
                self.stop = Some(stop);
                self.take(stop, true);
                return Ok(Piece::Line);
            }
            if self.source.is_finished() {
                if self.cursor >= self.source.end() {
                    (self.start, self.end) = (self.cursor, self.cursor);
                    return Ok(Piece::End);
                }
                self.take(self.source.end(), false);
                return Ok(Piece::Line);
            }
            self.scanned = self.source.end();
            (self.start, self.end) = (self.cursor, self.scanned);
            if self.end - self.start > self.line_bytes {
                return Ok(Piece::Long);
            }
            if self.held && self.end - self.source.start > self.held_bytes {
                return Ok(Piece::Full);
            }
            self.fill()?;
        }
    }

    /// Drops the rest of a line that is too long, and gives its length from where it began. What is
    /// held must have been released.
    pub(crate) fn skip(&mut self, digest: &mut Digest) -> io::Result<u64> {
        let offset = self.source.offset(self.cursor);
        loop {
            let stop = self.find_stop();
            let end = stop.unwrap_or(self.source.end());
            digest.push(self.source.get(self.cursor, end));
            self.cursor = end;
            self.scanned = self.cursor;
            self.source.start = self.cursor;
            if stop.is_some() || self.source.is_finished() {
                return Ok(self.source.offset(self.cursor) - offset);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let moved = self.source.fill()?;
        for place in [
            &mut self.cursor,
            &mut self.scanned,
            &mut self.start,
            &mut self.end,
        ] {
            *place = place.saturating_sub(moved);
        }
        self.stop = self.stop.and_then(|stop| stop.checked_sub(moved));
        Ok(())
    }

    #[inline]
    fn find_stop(&self) -> Option<usize> {
        if let Some(stop) = self.stop.filter(|stop| *stop >= self.cursor) {
            return Some(stop);
        }
        let from = self.scanned.max(self.cursor);
        let bytes = self.source.get(from, self.source.end());
        memchr::memchr3(b'\r', b'\n', END_BLOCK, bytes).map(|at| from + at)
    }

    #[inline]
    fn skip_blanks(&mut self) {
        let end = self.source.end();
        loop {
            match self.source.get(self.cursor, end) {
                [b'\r' | b'\n' | b' ' | b'\t' | 0 | 0x1a, ..] => self.cursor += 1,
                [START_BLOCK, ..] => {
                    self.cursor += 1;
                    self.framed = true;
                }
                // A byte order mark.
                [0xef, 0xbb, 0xbf, ..] => self.cursor += 3,
                _ => return,
            }
        }
    }

    /// Takes the line in hand: up to `stop`, or to where a message begins within it.
    #[inline]
    fn take(&mut self, stop: usize, terminated: bool) {
        let start = self.cursor;
        let line = self.source.get(start, stop);
        let quoted = is_quoted(line);
        let start = start + usize::from(quoted);
        let glued = find_glued(&self.finders, self.source.get(start, stop));
        let mut end = glued.map_or(stop, |at| start + at);
        self.terminated = terminated || glued.is_some();
        self.cursor = end;
        // What stands before the end and says nothing, a start of the next block among it.
        while let Some(&(0 | 0x1a | START_BLOCK)) = self.source.get(start, end).last() {
            end -= 1;
        }
        if glued.is_some() {
            self.cursor = end;
        }
        if quoted && self.source.get(start, end).last() == Some(&b'"') {
            end -= 1;
        }
        (self.start, self.end) = (start, end);
    }
}

/// True for a line that an export put between quotes.
fn is_quoted(line: &[u8]) -> bool {
    match line {
        [b'"', a, b, c, separator, ..] => {
            [a, b, c].into_iter().all(crate::names::is_code) && *separator == b'|'
        }
        _ => false,
    }
}

/// Where a message begins within a line: files without a last line end were put together, or a
/// log's time stamp stands there. The segments of two patients must not become one message.
fn find_glued(finders: &Finders, line: &[u8]) -> Option<usize> {
    // Both are looked for in windows that grow, so that one found soon costs no look at the rest:
    // a line may hold very many.
    let (mut from, mut len) = (1, 256);
    while from < line.len() {
        let end = line.len().min(from + len + HEADER.len());
        let before = line.get(..end).unwrap_or(line);
        let message = find_message(&finders.message, line, before, from);
        let header = find_header(&finders.header, before, from);
        if let Some(at) = message.into_iter().chain(header).min() {
            return Some(at);
        }
        from += len;
        len *= 2;
    }
    None
}

fn find_message(finder: &Finder<'_>, line: &[u8], before: &[u8], from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let at = from + finder.find(before.get(from..)?)?;
        if line.get(at..).is_some_and(is_certain_msh) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The same for FHS and BHS, with the delimiters that nearly all of them have.
fn find_header(finder: &Finder<'_>, before: &[u8], from: usize) -> Option<usize> {
    let mut from = from.max(2);
    loop {
        let at = from + finder.find(before.get(from..)?)?;
        if matches!(before.get(at - 1), Some(b'F' | b'B')) {
            return Some(at - 1);
        }
        from = at + 1;
    }
}

/// What is looked for within lines.
struct Finders {
    message: Finder<'static>,
    header: Finder<'static>,
}

impl Finders {
    fn new() -> Self {
        Finders {
            message: Finder::new(b"MSH"),
            header: Finder::new(HEADER),
        }
    }
}

/// Where the first message or header begins: at a line's start, or an MSH beyond doubt anywhere.
pub(crate) fn find_start(bytes: &[u8]) -> Option<usize> {
    let finders = Finders::new();
    let mut from = 0;
    for line in bytes.split(|byte| matches!(*byte, b'\r' | b'\n' | END_BLOCK)) {
        let blank = blanks(line);
        let text = line.get(blank..).unwrap_or_default();
        let quoted = usize::from(is_quoted(text));
        let says = text.get(quoted..).unwrap_or_default();
        let is = |name| is_header(says, name, b'|');
        if is(b"MSH") || is(b"FHS") || is(b"BHS") {
            return Some(from + blank + quoted);
        }
        if let Some(at) = find_glued(&finders, text) {
            return Some(from + blank + at);
        }
        from += line.len() + 1;
    }
    None
}

/// True if nothing is said.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .split(|byte| *byte == END_BLOCK)
        .all(|part| blanks(part) == part.len())
}

/// How many bytes at the start say nothing.
fn blanks(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [
                b'\r' | b'\n' | b' ' | b'\t' | 0 | 0x1a | START_BLOCK,
                rest @ ..,
            ]
            | [0xef, 0xbb, 0xbf, rest @ ..] => rest,
            _ => return bytes.len() - rest.len(),
        };
    }
}

#[cfg(test)]
mod tests;
