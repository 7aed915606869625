//! What the reader tells, in the order of the stream.

use crate::{Defect, Message, Position, Segment};

/// One thing found in the stream. The sum of [`Event::records`] is what was read: all lines that
/// are not blank.
///
/// What belongs to a message follows it: first its lines that can't be read, then its defects.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Text before the first message or header.
    Preamble(Noise),
    /// FHS or BHS.
    Header(Segment<'a>),
    /// A whole message.
    Message(Message<'a>),
    /// BTS or FTS.
    Trailer(Segment<'a>),
    /// A segment outside of messages, neither header nor trailer.
    Outside(Segment<'a>),
    /// A line that can't be read, or a message beyond the limits.
    Damaged(Damaged),
    /// Text between two messages, or after the last.
    Noise(Noise),
    /// What is wrong with a message, a batch, a file or a frame.
    Defect(Defect),
}

/// A line or a message that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    /// Where it begins.
    pub position: Position,
    /// What is wrong with it.
    pub damage: Damage,
    /// How long it is.
    pub bytes: u64,
    /// First 16 bytes of the SHA-256 of what it says.
    pub digest: [u8; 16],
    /// How many segments it counts as: 1, or those of the message.
    pub segments: u64,
    pub(crate) seems: &'static str,
}

impl Damaged {
    /// Code of the message that it is or stands in, such as `ORU`, where that is one of the
    /// standard; empty where nobody can tell.
    #[must_use]
    pub fn seems(&self) -> &'static str {
        self.seems
    }
}

/// What is wrong with a line or a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// A line in a message that does not begin with a segment id: most often the rest of a text
    /// that was sent with a line break in it.
    NoId,
    /// A line outside of messages beyond the limit for a segment; skipped.
    TooLong,
    /// A message beyond a limit; skipped up to the next one.
    TooLarge,
}

impl Damage {
    /// ERR-3, table 0357: 100 segment sequence error, 104 value too long.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Damage::NoId => "100",
            Damage::TooLong | Damage::TooLarge => "104",
        }
    }

    /// What was expected in its place.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Damage::NoId => "a segment id of 3 capitals and digits",
            Damage::TooLong => "a segment within the length limit",
            Damage::TooLarge => "a message within the limits",
        }
    }
}

/// Text outside of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noise {
    /// Where it begins.
    pub position: Position,
    /// Before, between or after.
    pub place: NoisePlace,
    /// How long it is, from its first line's start to its last one's end.
    pub bytes: u64,
    /// How many lines it has.
    pub records: u64,
}

/// Where text outside of messages stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoisePlace {
    /// Before the first message or header.
    Before,
    /// Between two of them.
    Between,
    /// After the last.
    After,
}

impl Event<'_> {
    /// How many records the event stands for.
    #[must_use]
    pub fn records(&self) -> u64 {
        match self {
            Event::Preamble(noise) | Event::Noise(noise) => noise.records,
            Event::Message(message) => u64::try_from(message.segment_count()).unwrap_or(u64::MAX),
            Event::Damaged(damaged) => damaged.segments,
            Event::Header(_) | Event::Trailer(_) | Event::Outside(_) => 1,
            Event::Defect(_) => 0,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Event::Preamble(noise) | Event::Noise(noise) => noise.position,
            Event::Header(segment) | Event::Trailer(segment) | Event::Outside(segment) => {
                segment.position()
            }
            Event::Message(message) => message.position(),
            Event::Damaged(damaged) => damaged.position,
            Event::Defect(defect) => defect.position,
        }
    }
}
