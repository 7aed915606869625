//! The lines of the message in hand: where they are, and where their fields are.

use std::ops::Range;

use crate::segment::raw_field;
use crate::text::Coding;
use crate::{Charset, Delimiters, Message, Position, Segment, names, separators};

/// A line of a message. Places count from the message's first byte.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// In capitals; zeros if it can't be read.
    pub(crate) id: [u8; 3],
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its part of the separators.
    pub(crate) separators: (u32, u32),
    /// Ordinal in the message.
    ordinal: u32,
}

impl Line {
    pub(crate) const NONE: Line = Line {
        id: *b"MSH",
        start: 0,
        end: 0,
        separators: (0, 0),
        ordinal: 1,
    };

    /// Where it stands, from where the message's first line does.
    #[inline]
    pub(crate) fn position(&self, first: Position) -> Position {
        Position {
            record: first.record + u64::from(self.ordinal.saturating_sub(1)),
            byte: first.byte + u64::from(self.start),
            segment: match first.message {
                0 => 0,
                _ => self.ordinal,
            },
            ..first
        }
    }
}

/// What is known of the message in hand.
pub(crate) struct Gathering {
    /// Most separators that are held.
    most: usize,
    lines: Vec<Line>,
    damaged: Vec<Line>,
    separators: Vec<u32>,
    pub(crate) coding: Coding,
    /// Of its first line.
    pub(crate) position: Position,
    /// Segments named in small letters.
    pub(crate) small: u64,
}

/// How much is searched for separators before their number is looked at.
const CHUNK: usize = 64 << 10;

impl Gathering {
    pub(crate) fn new(most: usize) -> Self {
        Gathering {
            most,
            lines: Vec::new(),
            damaged: Vec::new(),
            separators: Vec::new(),
            coding: Coding::default(),
            position: Position::default(),
            small: 0,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.damaged.clear();
        self.separators.clear();
    }

    /// Begins with the first line of a message, or one segment that stands alone.
    pub(crate) fn start(&mut self, line: &[u8], delimiters: Delimiters, position: Position) {
        self.clear();
        self.small = 0;
        self.coding.delimiters = delimiters;
        self.coding.charset = Charset::default();
        self.position = position;
        self.push(line, 0);
    }

    /// How many lines there are, those that can't be read included.
    pub(crate) fn count(&self) -> usize {
        self.lines.len() + self.damaged.len()
    }

    /// Adds a line that begins so far from the first one. False if there are more fields than may be
    /// held.
    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8], start: usize) -> bool {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut line = Line {
            id: [0; 3],
            start: place(start),
            end: place(start + bytes.len()),
            separators: (0, 0),
            ordinal: place(self.count()).saturating_add(1),
        };
        let field = self.coding.delimiters.field;
        let Some((id, small)) = segment_id(bytes, field) else {
            self.damaged.push(line);
            return true;
        };
        self.small += u64::from(small);
        line.id = id;
        line.separators.0 = place(self.separators.len());
        let mut at = start;
        for chunk in bytes.chunks(CHUNK) {
            separators::find(field, chunk, at, &mut self.separators);
            at += chunk.len();
            if self.separators.len() > self.most {
                return false;
            }
        }
        line.separators.1 = place(self.separators.len());
        self.lines.push(line);
        true
    }

    /// Decides on the character set, once all lines are there.
    pub(crate) fn finish(&mut self, block: &[u8]) {
        let declared = match self.lines.first() {
            Some(line) if line.id == *b"MSH" => {
                let field = raw_field(block, line, &self.separators, 18);
                let repetition = self.coding.delimiters.repetition;
                field.split(|byte| *byte == repetition).next()
            }
            _ => None,
        };
        self.coding.charset = Charset::of(declared.unwrap_or_default(), block);
    }

    pub(crate) fn message<'a>(&'a self, block: &'a [u8]) -> Message<'a> {
        Message {
            block,
            lines: &self.lines,
            damaged: &self.damaged,
            separators: &self.separators,
            coding: &self.coding,
            position: self.position,
        }
    }

    /// The segment that stands alone.
    pub(crate) fn single<'a>(&'a self, block: &'a [u8]) -> Segment<'a> {
        static NONE: Line = Line::NONE;
        let line = self.lines.first().unwrap_or(&NONE);
        Segment::new(block, line, &self.separators, &self.coding, self.position)
    }

    /// A line that can't be read: where, how long, and its place in the message.
    pub(crate) fn damaged(&self, index: usize) -> Option<(Position, u64, Range<usize>)> {
        let line = self.damaged.get(index)?;
        let bytes = line.end.saturating_sub(line.start);
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let range = place(line.start)..place(line.end);
        Some((line.position(self.position), u64::from(bytes), range))
    }
}

/// The id of the segment that a line is, in capitals, and whether it came in small letters. An id is
/// believed where a separator follows it; alone on its line, or in small letters, only where the
/// standard knows it: `THE` may be a line of text.
#[inline]
pub(crate) fn segment_id(line: &[u8], field: u8) -> Option<([u8; 3], bool)> {
    let [a, b, c, rest @ ..] = line else {
        return None;
    };
    let id = [*a, *b, *c];
    let separated = rest.first() == Some(&field);
    if id.iter().all(names::is_code) && a.is_ascii_uppercase() {
        let believed = separated || (rest.is_empty() && names::is_known(&id));
        return believed.then_some((id, false));
    }
    let capitals = id.map(|byte| byte.to_ascii_uppercase());
    (separated && names::is_known(&capitals)).then_some((capitals, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(line: &str) -> String {
        match segment_id(line.as_bytes(), b'|') {
            Some((id, small)) => format!("{} {small}", String::from_utf8_lossy(&id)),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn a_segment_is_told_from_text() {
        assert_eq!(id("PID|1"), "PID false");
        assert_eq!(id("PID"), "PID false");
        assert_eq!(id("ZPI|1"), "ZPI false");
        assert_eq!(id("XYZ|1"), "XYZ false");
        assert_eq!(id("pid|1"), "PID true");
        assert_eq!(id("Pv1|"), "PV1 true");
        for text in [
            "THE", "the|", "1AB|", "PI", "", "PIDX|", "PID^1", "PID 1", "pid", "|||",
        ] {
            assert_eq!(id(text), "none", "{text}");
        }
    }
}
