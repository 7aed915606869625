//! What the reader tells, in the order of the stream.

use crate::segment::{Gs, Isa, St};
use crate::{Defect, Kind, Position, Segment};

/// One thing found in the stream. Every start is followed by its end, also where the trailer is
/// missing or the stream is cut. The sum of [`Event::records`] is what was read.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Text before the first ISA.
    Preamble(Noise),
    /// ISA.
    InterchangeStart(Isa<'a>),
    /// GS.
    GroupStart(Gs<'a>),
    /// ST.
    SetStart(SetStart<'a>),
    /// A segment inside a set, neither ST nor SE.
    Segment(Segment<'a>),
    /// SE, or the place where it is missed.
    SetEnd(SetEnd),
    /// GE, or the place where it is missed.
    GroupEnd(GroupEnd),
    /// IEA, or the place where it is missed.
    InterchangeEnd(InterchangeEnd),
    /// A segment inside an interchange, but outside a set: TA1, a stray trailer, or text.
    Outside(Segment<'a>),
    /// A segment that can't be read, in a set or outside.
    Damaged(Damaged),
    /// Text between two interchanges, or after the last.
    Noise(Noise),
    /// What is wrong with an envelope. Comes before the end of the envelope it belongs to.
    Defect(Defect),
}

/// The start of a transaction set.
#[derive(Debug, Clone, Copy)]
pub struct SetStart<'a> {
    /// The header.
    pub st: St<'a>,
    /// Which guide it follows.
    pub kind: Kind,
}

/// The end of a transaction set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetEnd {
    /// Of SE, or of what stood in its place.
    pub position: Position,
    /// Segments of the set, ST and SE included.
    pub segments: u64,
    /// Whether there was an SE.
    pub trailer: bool,
}

/// The end of a functional group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupEnd {
    /// Of GE, or of what stood in its place.
    pub position: Position,
    /// Sets in the group.
    pub sets: u32,
    /// Whether there was a GE.
    pub trailer: bool,
}

/// The end of an interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterchangeEnd {
    /// Of IEA, or of what stood in its place.
    pub position: Position,
    /// Functional groups in the interchange.
    pub groups: u32,
    /// Whether there was an IEA.
    pub trailer: bool,
}

/// A segment that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    /// Where it begins.
    pub position: Position,
    /// What is wrong with it.
    pub damage: Damage,
    /// How long it is, as far as it was seen.
    pub bytes: u64,
    /// Digest of what it says.
    pub digest: [u8; 16],
    /// Binary data that is too long to be held, where its end is known.
    pub data: Option<Data>,
    pub(crate) seems: [u8; 3],
}

/// What is known of binary data that was not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Data {
    /// Where it begins in the stream.
    pub offset: u64,
    /// How long it is.
    pub bytes: u64,
    /// First 16 bytes of its SHA-256.
    pub digest: [u8; 16],
}

impl Damaged {
    /// Id of the segment that it clearly was; empty where nobody can tell.
    #[must_use]
    pub fn seems(&self) -> &[u8] {
        self.seems
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or_default()
    }
}

/// What is wrong with a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Longer than the limit; skipped up to the next terminator.
    TooLong,
    /// The stream, or the interchange, ended before its terminator: its last element may be cut.
    Cut,
    /// It does not begin with a segment id.
    NoId,
    /// Binary data whose length, as told, does not fit what follows.
    BinaryLength,
}

impl Damage {
    /// IK304 of the 999: 1 unrecognized segment id, 8 segment has data element errors.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Damage::NoId => "1",
            Damage::TooLong | Damage::Cut | Damage::BinaryLength => "8",
        }
    }

    /// What was expected in its place.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Damage::NoId => "a segment id of 2 or 3 capitals and digits",
            Damage::TooLong => "a segment within the length limit",
            Damage::Cut => "a segment terminator",
            Damage::BinaryLength => "a segment terminator behind as many bytes as were told",
        }
    }
}

/// Text outside of interchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noise {
    /// Where it begins.
    pub position: Position,
    /// Before, between or after.
    pub place: NoisePlace,
    /// How long it is.
    pub bytes: u64,
    /// How many records it counts as: 1 where it is but text before the first interchange, else its
    /// pieces between terminators.
    pub records: u64,
    /// How many of them begin like an ST: sets that no interchange holds.
    pub sets: u64,
    /// How many begin like a claim or its answer: CLP, CLM.
    pub claims: u64,
    /// How many are an ISA that can't be read.
    pub interchanges: u64,
}

/// Where text outside of interchanges stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoisePlace {
    /// Before the first interchange.
    Before,
    /// Between two interchanges.
    Between,
    /// After the last interchange.
    After,
}

impl Event<'_> {
    /// How many records the event stands for.
    #[must_use]
    pub fn records(&self) -> u64 {
        match self {
            Event::Preamble(noise) | Event::Noise(noise) => noise.records,
            Event::SetEnd(SetEnd { trailer, .. })
            | Event::GroupEnd(GroupEnd { trailer, .. })
            | Event::InterchangeEnd(InterchangeEnd { trailer, .. }) => u64::from(*trailer),
            Event::Defect(_) => 0,
            Event::InterchangeStart(_)
            | Event::GroupStart(_)
            | Event::SetStart(_)
            | Event::Segment(_)
            | Event::Outside(_)
            | Event::Damaged(_) => 1,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Event::Preamble(noise) | Event::Noise(noise) => noise.position,
            Event::InterchangeStart(isa) => isa.segment().position(),
            Event::GroupStart(gs) => gs.segment().position(),
            Event::SetStart(start) => start.st.segment().position(),
            Event::Segment(segment) | Event::Outside(segment) => segment.position(),
            Event::SetEnd(end) => end.position,
            Event::GroupEnd(end) => end.position,
            Event::InterchangeEnd(end) => end.position,
            Event::Damaged(damaged) => damaged.position,
            Event::Defect(defect) => defect.position,
        }
    }
}
