//! The loops of an 835 (005010X221A1; 004010X091A1 as far as it agrees), one at a time.
//!
//! Which loop a segment belongs to is decided by the segments that begin loops: LX, CLP, SVC, PLB.
//! Order and number within a loop are not judged, for payers disagree about them; a segment that a
//! loop does not know is handed out as `Other`.
//!
//! ```
//! use x12::remittance::{Loops, Part};
//! use x12::{Event, Limits, Reader};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HP*A*B*20260301*1200*1*X*005010X221A1~\
//! ST*835*0001~BPR*I*80*C*ACH~CLP*ACC1*1*100*80**MC*PCN~SVC*HC:99213*100*80~CAS*CO*45*20~SE*6*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = Loops::new(Limits::default());
//! let mut adjustments = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     let Some(Part::Claim(claim)) = part else { continue };
//!     for line in claim.lines() {
//!         for item in line.items() {
//!             if let x12::remittance::LineItem::Cas(cas) = item {
//!                 adjustments.extend(cas.triplets().map(|t| (t.reason.to_vec(), t.amount.to_vec())));
//!             }
//!         }
//!     }
//! }
//! assert_eq!(adjustments, [(b"45".to_vec(), b"20".to_vec())]);
//! # Ok::<(), x12::Error>(())
//! ```

mod claim;
mod header;
mod line;
mod summary;

use std::fmt;

use crate::gathering::Gathering;
use crate::loop_buffer::{Doubt, Ids};
use crate::{Damaged, Limits, Lost, Segment, Span, TooLarge};

pub use claim::{Claim, ClaimItem};
pub use header::{Header, HeaderItem, Party, PartyItem};
pub use line::{Line, LineItem};
pub use summary::{Batch, BatchItem, Summary, SummaryItem};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    gathering: Gathering<Stage>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Batch,
    Claim,
    Summary,
}

/// A finished loop. Each segment of a set is in exactly one.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// BPR to 1000B.
    Header(Header<'a>),
    /// 2000, without its claims.
    Batch(Batch<'a>),
    /// 2100 with its 2110.
    Claim(Claim<'a>),
    /// PLB.
    Summary(Summary<'a>),
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

    /// Takes the next segment of the set, without ST and SE. Where it begins a loop, the one
    /// before it is handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        let begins = match segment.id() {
            b"LX" => Some(Stage::Batch),
            b"CLP" => Some(Stage::Claim),
            b"PLB" if self.gathering.stage() != Stage::Summary => Some(Stage::Summary),
            _ => None,
        };
        let Some(stage) = begins else {
            self.gathering.push(segment);
            return None;
        };
        let finished = self.gathering.turn(stage);
        self.gathering.push(segment);
        self.part(finished)
    }

    /// The set has ended: hands out its last loop.
    pub fn finish(&mut self) -> Option<Part<'_>> {
        let finished = self.gathering.turn(Stage::Header);
        self.part(finished)
    }

    /// A segment of the set could not be read: the loop it stood in is marked. If it may have begun
    /// a loop, what follows is lost up to the next one whose place is sure, for it would be taken
    /// as a part of the loop before.
    pub fn damage(&mut self, damaged: &Damaged) {
        self.gathering.doubt(match self.gathering.stage() {
            Stage::Header => doubt_in_header(damaged.seems()),
            stage => doubt(stage, damaged.seems()),
        });
    }

    /// The end of the set is missing: the loop that is open may not be whole.
    pub fn cut(&mut self) {
        self.gathering.damage();
    }

    fn part(&self, stage: Stage) -> Option<Part<'_>> {
        let span = match self.gathering.done(stage == Stage::Claim)? {
            Ok(span) => span,
            Err(too_large) => return Some(Part::TooLarge(too_large)),
        };
        Some(match stage {
            Stage::Header => Part::Header(Header::new(span)),
            Stage::Batch => Part::Batch(Batch::new(span)),
            Stage::Claim => Part::Claim(Claim::new(span)?),
            Stage::Summary => Part::Summary(Summary::new(span)),
        })
    }
}

/// Segments that begin no loop, wherever in an 835 they stand.
const INNER: Ids = &[
    b"BPR", b"NTE", b"TRN", b"CUR", b"REF", b"DTM", b"N2", b"N3", b"N4", b"PER", b"RDM", b"TS3",
    b"TS2", b"CAS", b"NM1", b"MIA", b"MOA", b"AMT", b"QTY", b"LQ",
];

/// Segments that stand in the head and nowhere else.
const HEAD: Ids = &[b"BPR", b"TRN", b"CUR", b"N1"];

/// What a damaged segment of the head may have begun.
fn doubt_in_header(seems: &[u8]) -> Doubt {
    match seems {
        b"N1" => Doubt::Other(&[b"N1"]),
        b"CLP" => Doubt::Claim(&[]),
        b"LX" | b"PLB" | b"SVC" => Doubt::Other(&[]),
        seems if INNER.contains(&seems) => Doubt::None,
        _ => Doubt::Claim(HEAD),
    }
}

/// What a damaged segment behind the head may have begun.
fn doubt(stage: Stage, seems: &[u8]) -> Doubt {
    match (stage, seems) {
        (Stage::Claim, b"SVC") => Doubt::Line(&[b"SVC"]),
        (Stage::Summary, b"PLB") => Doubt::Other(&[b"PLB"]),
        (_, b"LX" | b"PLB") => Doubt::Other(&[]),
        (_, seems) if INNER.contains(&seems) => Doubt::None,
        (Stage::Summary, _) => Doubt::Claim(&[b"PLB"]),
        _ => Doubt::Claim(&[]),
    }
}

/// Tells the segments of the head of a set from those that follow, damaged ones considered: for
/// those who want nothing but the head.
#[derive(Debug, Clone, Default)]
pub struct Head {
    over: bool,
    doubt: Option<Ids>,
}

impl Head {
    /// True if the next segment is surely one of the head.
    pub fn holds(&mut self, segment: &Segment<'_>) -> bool {
        let id = segment.id();
        self.over |= matches!(id, b"LX" | b"CLP" | b"PLB");
        if self.doubt.is_some_and(|ids| ids.contains(&id)) {
            self.doubt = None;
        }
        !self.over && self.doubt.is_none()
    }

    /// The next segment could not be read. True if it may have begun a loop.
    pub fn damage(&mut self, damaged: &Damaged) -> bool {
        let (Doubt::Claim(ids) | Doubt::Line(ids) | Doubt::Other(ids)) =
            doubt_in_header(damaged.seems())
        else {
            return false;
        };
        let open = self.doubt.filter(|open| open.len() < ids.len());
        self.doubt = Some(open.unwrap_or(ids));
        true
    }
}

impl fmt::Debug for Loops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loops").finish_non_exhaustive()
    }
}

impl<'a> Part<'a> {
    /// All its segments; none for one that is too large.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        self.span()
            .map(|span| span.segments())
            .into_iter()
            .flatten()
    }

    /// How many segments it has.
    #[must_use]
    pub fn count(&self) -> u64 {
        match self {
            Part::TooLarge(too_large) => too_large.segments,
            _ => self.span().map_or(0, |span| span.count()),
        }
    }

    /// Segments that stood in it or behind it and are not among its own, because a damaged one before
    /// them may have begun another loop.
    #[must_use]
    pub fn lost(&self) -> &'a [Lost] {
        self.span().map_or(&[], |span| span.lost())
    }

    /// Claims that began with a damaged segment behind it, for all that is known: ordinals count
    /// them, so that those of the others stay what they would be in a sound file.
    #[must_use]
    pub fn lost_claims(&self) -> u32 {
        self.span().map_or(0, |span| span.lost_claims())
    }

    /// True if a segment of it could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span().is_some_and(|span| span.is_damaged())
    }

    /// True if a damaged segment behind it may have begun a batch: LX.
    #[must_use]
    pub fn may_hide_batch(&self) -> bool {
        self.span().is_some_and(|span| span.is_doubted())
    }

    fn span(&self) -> Option<Span<'a>> {
        match self {
            Part::Header(header) => Some(header.span()),
            Part::Batch(batch) => Some(batch.span()),
            Part::Claim(claim) => Some(claim.span()),
            Part::Summary(summary) => Some(summary.span()),
            Part::TooLarge(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
