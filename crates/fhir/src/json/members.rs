//! The members of an object as they stand: names and values found, nothing built.

use std::ops::Range;

use super::scan::{Found, Heed, Lines, Scan, is_blank, skip_blanks};

/// Goes from member to member of the object that begins with the bytes.
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    /// Behind what was last looked at.
    pub(crate) at: usize,
    heed: Heed,
    /// Nesting beyond what is allowed was met.
    pub(crate) deepest: u32,
    started: bool,
}

/// What comes next in an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// A name, without its quotes. Its value begins at `Members::at`.
    Member(Range<usize>),
    /// The object ends; behind it.
    End(usize),
    /// The bytes ended first.
    More,
    /// No JSON.
    Broken,
}

impl<'a> Members<'a> {
    pub(crate) fn new(bytes: &'a [u8], depth: u32) -> Self {
        let lines = Lines::Inside;
        Members {
            bytes,
            at: 1,
            heed: Heed { depth, lines },
            deepest: 0,
            started: false,
        }
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The next name. The value before must have been measured.
    pub(crate) fn next(&mut self) -> Next {
        let mut at = skip_blanks(self.bytes, self.at);
        if self.started && self.bytes.get(at) == Some(&b',') {
            at = skip_blanks(self.bytes, at + 1);
        } else if self.started && self.bytes.get(at) == Some(&b'"') {
            return Next::Broken;
        }
        self.started = true;
        match self.bytes.get(at) {
            None => return Next::More,
            Some(b'}') => return Next::End(at + 1),
            Some(b'"') => {}
            Some(_) => return Next::Broken,
        }
        let end = match string_end(self.bytes, at) {
            Text::End(end) => end,
            Text::More => return Next::More,
            Text::Broken => return Next::Broken,
        };
        let colon = skip_blanks(self.bytes, end);
        match self.bytes.get(colon) {
            None => return Next::More,
            Some(b':') => {}
            Some(_) => return Next::Broken,
        }
        let value = skip_blanks(self.bytes, colon + 1);
        if value >= self.bytes.len() {
            return Next::More;
        }
        self.at = value;
        Next::Member(at + 1..end - 1)
    }

    /// Measures the value at `self.at` and goes behind it. `Err` is `More` or `Broken`.
    pub(crate) fn measure(&mut self) -> Result<Range<usize>, Next> {
        let start = self.at;
        let end = match self.bytes.get(start) {
            Some(b'"') => match string_end(self.bytes, start) {
                Text::End(end) => end,
                Text::More => return Err(Next::More),
                Text::Broken => return Err(Next::Broken),
            },
            Some(b'{' | b'[') => {
                let mut scan = Scan::new(start, 0);
                let found = scan.run(self.bytes, self.heed);
                self.deepest = self.deepest.max(scan.deepest);
                match found {
                    _ if scan.broken => return Err(Next::Broken),
                    Found::End(end) => end,
                    Found::Next(_) | Found::More => return Err(Next::More),
                }
            }
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                let is_end = |byte: &u8| is_blank(*byte) || matches!(byte, b',' | b'}' | b']');
                start + rest.iter().position(is_end).ok_or(Next::More)?
            }
            None => return Err(Next::More),
            Some(_) => return Err(Next::Broken),
        };
        self.at = end;
        Ok(start..end)
    }

    /// Goes to the end of the object without a look at its members.
    pub(crate) fn finish(&mut self) -> Result<usize, Next> {
        let mut scan = Scan::new(self.at, 1);
        let found = scan.run(self.bytes, self.heed);
        self.deepest = self.deepest.max(scan.deepest);
        match found {
            _ if scan.broken => Err(Next::Broken),
            Found::End(end) => Ok(end),
            Found::Next(_) | Found::More => Err(Next::More),
        }
    }
}

/// Where a string ends.
pub(crate) enum Text {
    /// Behind its quote.
    End(usize),
    /// The bytes ended first.
    More,
    /// A line end stands in it.
    Broken,
}

/// The end of the string whose quote stands at `at`.
pub(crate) fn string_end(bytes: &[u8], at: usize) -> Text {
    let mut from = at + 1;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        // Most names and codes are shorter than a search is worth.
        let near = rest.iter().take(24);
        let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n');
        let found = near.clone().position(is_end);
        let Some(found) = found.or_else(|| memchr::memchr3(b'"', b'\\', b'\n', rest)) else {
            return Text::More;
        };
        match rest.get(found) {
            Some(b'"') => return Text::End(from + found + 1),
            Some(b'\n') => return Text::Broken,
            _ => from += found + 2,
        }
        if from > bytes.len() {
            return Text::More;
        }
    }
}

/// The text of a string as it stands between its quotes; `None` for another value.
pub(crate) fn inner(bytes: &[u8], value: &Range<usize>) -> Option<Range<usize>> {
    let is_text = bytes.get(value.start) == Some(&b'"') && value.len() >= 2;
    is_text.then(|| value.start + 1..value.end - 1)
}
