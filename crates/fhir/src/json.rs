//! JSON in a stream: one value held at a time, longer ones passed over.

mod members;
mod scan;
mod shape;
mod unpack;
mod walk;

use std::io::{self, Read};
use std::ops::Range;

use crate::Limits;
use crate::digest::Digest;
use crate::source::Source;
use members::{Members, Next, Text, inner, string_end};
use scan::{Found, Heed, Lines, Scan, is_blank, skip_blanks};

pub(crate) use shape::Shape;
pub(crate) use unpack::Unpack;
pub(crate) use walk::{Open, Step, Walk, problems};

/// The members of an object in a text: what is contained is found by its id.
pub(crate) fn members(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut members = Members::new(text.as_bytes(), u32::MAX);
    std::iter::from_fn(move || {
        let Next::Member(name) = members.next() else {
            return None;
        };
        let value = members.measure().ok()?;
        Some((text.get(name)?, text.get(value)?))
    })
}

/// The objects of an array in a text; the text itself, if it is one object.
pub(crate) fn objects(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = usize::from(bytes.first() == Some(&b'['));
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let start = at + memchr::memchr(b'{', rest)?;
        let mut scan = Scan::new(start, 0);
        let heed = Heed {
            depth: u32::MAX,
            lines: Lines::Inside,
        };
        let Found::End(end) = scan.run(bytes, heed) else {
            return None;
        };
        at = end;
        text.get(start..end)
    })
}

/// The text between the quotes of a string.
pub(crate) fn unquoted(value: &str) -> Option<&str> {
    value.get(inner(value.as_bytes(), &(0..value.len()))?)
}

/// The bytes from the cursor on, as far as they were read.
struct Stream<R> {
    source: Source<R>,
    limits: Limits,
}

/// A value in hand: it begins at the cursor.
struct Held {
    extent: Extent,
    /// How long it is, or how much of it was looked at.
    bytes: usize,
    /// Its end was seen, although it may be too long.
    ended: bool,
    scan: Scan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it is there.
    Whole,
    /// It does not end, but the next resource begins behind it.
    Next,
    /// The stream ended first.
    Cut,
    /// Longer than the limit.
    Over,
}

impl<R: Read> Stream<R> {
    fn window(&self) -> &[u8] {
        self.source.get(self.source.start, self.source.end())
    }

    fn offset(&self) -> u64 {
        self.source.offset(self.source.start)
    }

    fn advance(&mut self, by: usize) {
        self.source.start = (self.source.start + by).min(self.source.end());
    }

    /// Passes over so many bytes that are not read.
    fn leave(&mut self, bytes: usize, digest: &mut Digest) {
        let window = self.window();
        digest.push(window.get(..bytes).unwrap_or(window));
        self.advance(bytes);
    }

    /// Sees to it that so many bytes are in the window, if there are.
    fn ensure(&mut self, bytes: usize) -> io::Result<()> {
        while self.window().len() < bytes && !self.source.is_finished() {
            self.source.fill()?;
        }
        Ok(())
    }

    /// The next byte that is not blank, and whether a line ended before it.
    fn peek(&mut self) -> io::Result<(Option<u8>, bool)> {
        let mut line = false;
        loop {
            let window = self.window();
            let blanks = skip_blanks(window, 0);
            line |= window.iter().take(blanks).any(|byte| *byte == b'\n');
            let next = window.get(blanks).copied();
            self.advance(blanks);
            if next.is_some() || self.source.is_finished() {
                return Ok((next, line));
            }
            self.source.fill()?;
        }
    }

    /// Takes the object or array at the cursor in hand.
    fn hold(&mut self, lines: Lines) -> io::Result<Held> {
        let mut scan = Scan::new(0, 0);
        let heed = Heed {
            depth: self.limits.depth,
            lines,
        };
        loop {
            let found = scan.run(self.window(), heed);
            let (extent, bytes) = match found {
                Found::End(bytes) => (Extent::Whole, bytes),
                Found::Next(bytes) => (Extent::Next, bytes),
                Found::More if scan.at > self.limits.resource_bytes => (Extent::Over, scan.at),
                Found::More if self.source.is_finished() => (Extent::Cut, self.window().len()),
                Found::More => {
                    self.source.fill()?;
                    continue;
                }
            };
            let over = bytes > self.limits.resource_bytes;
            let extent = if over { Extent::Over } else { extent };
            return Ok(Held {
                extent,
                bytes,
                ended: found != Found::More,
                scan,
            });
        }
    }

    /// Passes over a value that is longer than the limit; how long it was.
    fn pass(&mut self, held: &Held, lines: Lines, digest: &mut Digest) -> io::Result<u64> {
        let start = self.offset();
        let mut scan = held.scan;
        if held.ended {
            self.leave(held.bytes, digest);
            return Ok(self.offset() - start);
        }
        let heed = Heed {
            depth: u32::MAX,
            lines,
        };
        loop {
            match scan.run(self.window(), heed) {
                Found::End(bytes) | Found::Next(bytes) => {
                    self.leave(bytes, digest);
                    break;
                }
                Found::More => {
                    self.leave(scan.at, digest);
                    scan.at = 0;
                    if self.source.is_finished() {
                        self.leave(self.window().len(), digest);
                        break;
                    }
                    self.source.fill()?;
                }
            }
        }
        Ok(self.offset() - start)
    }

    /// The string at the cursor, without its quotes; it is passed over. `None` if it is too long to
    /// be looked at, or does not end.
    fn string(&mut self) -> io::Result<Option<Range<usize>>> {
        self.ensure(self.limits.element_bytes)?;
        let start = self.source.start;
        if let Text::End(end) = string_end(self.window(), 0) {
            self.advance(end);
            return Ok(Some(start + 1..start + end - 1));
        }
        self.advance(1);
        loop {
            let window = self.window();
            match memchr::memchr3(b'"', b'\\', b'\n', window) {
                Some(at) if window.get(at) == Some(&b'\\') => {
                    self.ensure(at + 2)?;
                    self.advance(at + 2);
                }
                Some(at) => {
                    self.advance(at + 1);
                    return Ok(None);
                }
                None => {
                    self.advance(window.len());
                    if self.source.is_finished() {
                        return Ok(None);
                    }
                    self.source.fill()?;
                }
            }
        }
    }

    /// Passes over a number, `true`, `false` or `null`.
    fn scalar(&mut self) -> io::Result<()> {
        loop {
            let window = self.window();
            let is_end = |byte: &u8| {
                is_blank(*byte) || matches!(byte, b',' | b'}' | b']' | b'{' | b'[' | b'"')
            };
            let end = window.iter().position(is_end);
            self.advance(end.unwrap_or(window.len()));
            if end.is_some() || self.source.is_finished() {
                return Ok(());
            }
            self.source.fill()?;
        }
    }
}
