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

use crate::loop_buffer::LoopBuffer;
use crate::{Limits, Segment, Span, TooLarge};

pub use claim::{Claim, ClaimItem};
pub use header::{Header, HeaderItem, Party, PartyItem};
pub use line::{Line, LineItem};
pub use summary::{Batch, BatchItem, Summary, SummaryItem};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    limits: Limits,
    /// The loop that is being gathered, and the one that was handed out last.
    open: LoopBuffer,
    done: LoopBuffer,
    stage: Stage,
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
        let (open, done) = Default::default();
        Loops {
            limits,
            open,
            done,
            stage: Stage::Header,
        }
    }

    /// Takes the next segment of the set, without ST and SE. Where it begins a loop, the one
    /// before it is handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        let begins = match segment.id() {
            b"LX" => Some(Stage::Batch),
            b"CLP" => Some(Stage::Claim),
            b"PLB" if self.stage != Stage::Summary => Some(Stage::Summary),
            _ => None,
        };
        let Some(stage) = begins else {
            self.open.push(segment, &self.limits);
            return None;
        };
        let finished = self.turn(stage);
        self.open.push(segment, &self.limits);
        self.part(finished)
    }

    /// The set has ended: hands out its last loop.
    pub fn finish(&mut self) -> Option<Part<'_>> {
        let finished = self.turn(Stage::Header);
        self.part(finished)
    }

    /// A segment of the set could not be read: the loop it stood in is marked.
    pub fn damage(&mut self) {
        self.open.damage();
    }

    /// Sets the gathered loop aside and begins the next.
    fn turn(&mut self, next: Stage) -> Stage {
        std::mem::swap(&mut self.open, &mut self.done);
        self.open.clear();
        std::mem::replace(&mut self.stage, next)
    }

    fn part(&self, stage: Stage) -> Option<Part<'_>> {
        if self.done.is_empty() {
            return None;
        }
        let span = match self.done.span() {
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
            _ => self
                .span()
                .map_or(0, |span| u64::try_from(span.len()).unwrap_or(u64::MAX)),
        }
    }

    /// True if a segment of it could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span().is_some_and(|span| span.is_damaged())
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
