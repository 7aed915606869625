//! The loops of a 277: claim acknowledgment (005010X214), claim status response (005010X212) and request for
//! information (006020X313), and of the 276 that asks for a status, one level at a time.
//!
//! HL begins a level: who tells (20), whom (21), for which provider (19), of which patient (PT; 22 and 23
//! in a status response). Within a level NM1 begins a party, TRN what is answered, SVC a line of that.
//! Order and number are not judged otherwise; a segment that a loop does not know is handed out as
//! `Other`.
//!
//! ```
//! use x12::status::{Loops, Part};
//! use x12::{Event, Limits, Reader};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HN*A*B*20260301*1200*1*X*005010X214~\
//! ST*277*0001*005010X214~BHT*0085*08*1*20260301*1200*TH~HL*1**20*1~NM1*PR*2*PAYER~HL*2*1*21*1~\
//! NM1*41*2*CLINIC~HL*3*2*19*1~NM1*85*2*CLINIC~HL*4*3*PT~NM1*QC*1*DOE*JANE~TRN*2*ACC1~\
//! STC*A2:20:PR*20260301*WQ*100~SE*13*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = Loops::new(Limits::default());
//! let mut told = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Level(level)) = part else { continue };
//!     for answer in level.answers() {
//!         for stc in answer.statuses() {
//!             for (_, status) in stc.statuses() {
//!                 told.push(status.category().to_vec());
//!             }
//!         }
//!     }
//! }
//! assert_eq!(told, [b"A2".to_vec()]);
//! # Ok::<(), x12::Error>(())
//! ```

mod answer;
mod level;

use std::fmt;

use crate::gathering::Gathering;
use crate::loop_buffer::{Doubt, Ids};
use crate::{Damaged, Limits, Lost, Segment, Span, TooLarge};

pub use answer::{Answer, AnswerItem, Line, LineItem};
pub use level::{Level, Party, PartyItem};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    gathering: Gathering<Stage>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Level,
}

/// A finished loop. Each segment of a set is in exactly one.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// BHT and what stands before the first HL.
    Header(Span<'a>),
    /// 2000, with what is answered in it.
    Level(Level<'a>),
    /// Any of them, beyond the limits.
    TooLarge(TooLarge),
}

impl Loops {
    /// With these bounds.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Loops {
            gathering: Gathering::new(limits, Stage::Header),
        }
    }

    /// Takes the next segment of the set, without ST and SE. Where it begins a level, the loop before
    /// it is handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        if segment.id() != b"HL" {
            self.gathering.push(segment);
            return None;
        }
        let finished = self.gathering.turn(Stage::Level);
        self.gathering.push(segment);
        self.part(finished)
    }

    /// The set has ended: hands out its last loop.
    pub fn finish(&mut self) -> Option<Part<'_>> {
        let finished = self.gathering.turn(Stage::Header);
        self.part(finished)
    }

    /// A segment of the set could not be read: the loop it stood in is marked. If it may have begun a
    /// loop, what follows is lost up to the next one whose place is sure.
    pub fn damage(&mut self, damaged: &Damaged) {
        self.gathering.doubt(doubt(damaged.seems()));
    }

    /// The end of the set is missing: the loop that is open may not be whole.
    pub fn cut(&mut self) {
        self.gathering.damage();
    }

    fn part(&self, stage: Stage) -> Option<Part<'_>> {
        let span = match self.gathering.done(stage == Stage::Level)? {
            Ok(span) => span,
            Err(too_large) => return Some(Part::TooLarge(too_large)),
        };
        Some(match stage {
            Stage::Header => Part::Header(span),
            Stage::Level => Part::Level(Level::new(span)?),
        })
    }
}

/// Segments that begin no loop, wherever in a 277 they stand.
const INNER: Ids = &[
    b"BHT", b"REF", b"DTP", b"STC", b"QTY", b"AMT", b"PER", b"DMG", b"SBR", b"N3", b"N4", b"PWK",
];

/// What a damaged segment may have begun. Of claims, [`Doubt`] says; here they are levels.
fn doubt(seems: &[u8]) -> Doubt {
    match seems {
        b"SVC" => Doubt::Line(&[b"SVC", b"TRN"]),
        b"TRN" => Doubt::Other(&[b"TRN"]),
        b"NM1" => Doubt::Other(&[b"NM1", b"TRN"]),
        seems if INNER.contains(&seems) => Doubt::None,
        _ => Doubt::Claim(&[]),
    }
}

impl fmt::Debug for Loops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loops").finish_non_exhaustive()
    }
}

impl<'a> Part<'a> {
    /// Segments that stood in it or behind it and are not among its own, because a damaged one before
    /// them may have begun another loop.
    #[must_use]
    pub fn lost(&self) -> &'a [Lost] {
        self.span().map_or(&[], |span| span.lost())
    }

    /// Levels that began with a damaged segment behind it, for all that is known.
    #[must_use]
    pub fn lost_levels(&self) -> u32 {
        self.span().map_or(0, |span| span.lost_claims())
    }

    /// True if a segment of it could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span().is_some_and(|span| span.is_damaged())
    }

    fn span(&self) -> Option<Span<'a>> {
        match self {
            Part::Header(span) => Some(*span),
            Part::Level(level) => Some(level.span()),
            Part::TooLarge(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
