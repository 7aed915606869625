//! Binary segments (BIN, BDS): the length they tell decides where they end, for the data may hold any byte,
//! delimiters and what looks like an ISA included.

use std::io::{self, Read};

use super::damage::Long;
use super::{Held, Piece, Tokens};
use crate::{Damage, Delimiters};

/// What a binary segment says of itself before its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    /// Where its elements end, from its start; the last is where the data begins, less one.
    ends: [usize; 3],
    count: usize,
    length: u64,
}

/// No more bytes than these stand before the data: the id, a filter of 3 and a length of 15 characters
/// (X12 elements 1570 and 784), with blanks around them.
const HEAD: usize = 40;

/// Segments that may follow binary data, in the sets that have it. Where the length that was told does not fit,
/// the data is taken to end where one of them follows a terminator.
const FOLLOWERS: [&[u8]; 9] = [
    b"SE", b"LX", b"CAT", b"OOI", b"EFI", b"BIN", b"BDS", b"NM1", b"HL",
];

/// As much must be seen behind a terminator to tell what follows: line ends, a segment id, its separator.
const SEEN: usize = 16;

impl<R: Read> Tokens<R> {
    /// Takes the binary segment that begins at `start`, if one does.
    pub(super) fn take_binary(&mut self, start: usize) -> io::Result<Option<Piece>> {
        let head = self.source.get(start, self.source.end().min(start + HEAD));
        let Some(told) = told(head, self.delimiters) else {
            return Ok(None);
        };
        self.source.start = start;
        let data = told.ends.get(told.count - 1).map_or(0, |end| end + 1);
        let length = usize::try_from(told.length).unwrap_or(usize::MAX);
        let end = data.saturating_add(length);
        if end > self.limits.binary_bytes {
            return self.skip_binary(data, told.length).map(Some);
        }
        while self.source.end() - self.source.start <= end && !self.source.is_finished() {
            self.more()?;
        }
        let start = self.source.start;
        let behind = self.source.get(start + end, start + end + 1);
        let cut = self.source.end() == start + end && self.source.is_finished();
        if !cut && !behind.iter().any(|byte| self.ends_a_segment(*byte)) {
            return self.skip_binary(data, told.length).map(Some);
        }
        self.ends.clear();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let heads = told.ends.iter().take(told.count);
        self.ends.extend(heads.map(|at| offset(start + at)));
        self.ends.push(offset(start + end));
        self.mark(start, start + end);
        self.held = Held::Binary;
        self.long = None;
        self.pass_over(start + end + usize::from(!cut));
        Ok(Some(match cut {
            true => Piece::Damaged(Damage::Cut),
            false => Piece::Segment,
        }))
    }

    fn ends_a_segment(&self, byte: u8) -> bool {
        match self.delimiters.ends_with_newline() {
            true => matches!(byte, b'\r' | b'\n'),
            false => byte == self.delimiters.terminator,
        }
    }

    /// Goes on at this place of the buffer; delimiters before it, and an ISA, were data.
    fn pass_over(&mut self, to: usize) {
        self.source.start = to;
        if self.isa.is_some_and(|(at, _)| at < to) {
            self.isa = None;
        }
        if self.isa.is_none() && self.scanned < to {
            self.scanned = to;
            self.scan();
            self.reindex();
        } else {
            self.index.skip_to(to);
        }
    }

    /// Drops a binary segment that is too long, by its length; or one whose length does not fit what follows, up
    /// to where its data seems to end.
    fn skip_binary(&mut self, data: usize, length: u64) -> io::Result<Piece> {
        let offset = self.source.offset(self.source.start);
        let told = offset
            .saturating_add(u64::try_from(data).unwrap_or(u64::MAX))
            .saturating_add(length);
        let mut fits = length > u64::try_from(self.limits.binary_bytes).unwrap_or(u64::MAX);
        let mut long = Long::default();
        long.push_all(self.source.get(self.source.start, self.source.start + data));
        long.begin_data(offset.saturating_add(u64::try_from(data).unwrap_or(u64::MAX)));
        self.source.start = (self.source.start + data).min(self.source.end());
        let damage = loop {
            let (from, to) = (self.source.start, self.source.end());
            let done = self.source.is_finished();
            // What is not whole at the end of the buffer is looked at again with what comes.
            let sure = if done {
                to
            } else {
                to.saturating_sub(SEEN).max(from)
            };
            let place = told.saturating_sub(self.source.offset(0));
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            let here = place.clamp(from, sure);
            let found = self.find_end(from, if fits { here } else { sure }, fits);
            if let Some(end) = found {
                long.push_all(self.source.get(from, end));
                break self.leave_binary(offset, end, Damage::BinaryLength);
            }
            if fits && place <= sure && place < to {
                let ends = self.source.get(place, place + 1);
                if ends.iter().any(|byte| self.ends_a_segment(*byte)) {
                    long.push_all(self.source.get(from, place));
                    break self.leave_binary(offset, place, Damage::TooLong);
                }
                // Not here either: from here on whatever may follow ends it.
                long.push_all(self.source.get(from, place));
                self.source.start = place;
                fits = false;
                continue;
            }
            long.push_all(self.source.get(from, sure));
            self.source.start = sure;
            if done {
                break self.leave_binary(offset, to, Damage::Cut);
            }
            self.more()?;
        };
        if damage != Damage::TooLong {
            long.forget_data();
        }
        self.long = Some(long);
        Ok(Piece::Damaged(damage))
    }

    fn leave_binary(&mut self, offset: u64, end: usize, damage: Damage) -> Damage {
        (self.offset, self.len) = (offset, self.source.offset(end) - offset);
        self.held = Held::Indexed;
        self.scanned = self.scanned.max(end);
        self.pass_over((end + 1).min(self.source.end()));
        self.reindex();
        damage
    }

    /// The first terminator behind which the set goes on; `strictly`, behind which it clearly ends, for within
    /// the length that was told anything else may be data.
    fn find_end(&self, from: usize, to: usize, strictly: bool) -> Option<usize> {
        let bytes = self.source.get(from, to);
        let newlines = self.delimiters.ends_with_newline();
        let terminator = self.delimiters.terminator;
        let mut at = 0;
        loop {
            let rest = bytes.get(at..)?;
            let found = match newlines {
                true => memchr::memchr2(b'\r', b'\n', rest)?,
                false => memchr::memchr(terminator, rest)?,
            };
            at += found + 1;
            let behind = self
                .source
                .get(from + at, self.source.end().min(from + at + SEEN));
            if follows(behind, self.delimiters, strictly) {
                return Some(from + at - 1);
            }
        }
    }
}

/// Whether a segment that may follow binary data begins here.
fn follows(bytes: &[u8], delimiters: Delimiters, strictly: bool) -> bool {
    let bytes = bytes.trim_ascii_start();
    let mut parts = bytes.splitn(2, |byte| *byte == delimiters.element);
    let (Some(id), Some(rest)) = (parts.next(), parts.next()) else {
        return false;
    };
    match strictly {
        // SE01 and what separates it from SE02.
        true => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            id == b"SE" && digits > 0 && rest.get(digits) == Some(&delimiters.element)
        }
        false => FOLLOWERS.contains(&id),
    }
}

/// What a segment says of its binary data; `None` if it is another segment, or tells no length.
fn told(head: &[u8], delimiters: Delimiters) -> Option<Told> {
    let count = match head.get(..3)? {
        b"BIN" => 2,
        b"BDS" => 3,
        _ => return None,
    };
    let mut ends = [0; 3];
    let mut from = 0;
    let mut length = &b""[..];
    for end in ends.iter_mut().take(count) {
        let rest = head.get(from..)?;
        let found = memchr::memchr(delimiters.element, rest)?;
        length = rest.get(..found)?;
        if length.contains(&delimiters.terminator) {
            return None;
        }
        *end = from + found;
        from = *end + 1;
    }
    let digits = length.trim_ascii();
    if *ends.first()? != 3 || digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let length = std::str::from_utf8(digits).ok()?;
    let all = length.bytes().all(|byte| byte.is_ascii_digit());
    Some(Told {
        ends,
        count,
        length: length.parse().ok().filter(|_| all)?,
    })
}

#[cfg(test)]
mod tests;
