//! Gathering the segments of an 837 into its head, levels and claims.

use std::fmt;

use super::levels::Levels;
use super::{Claim, Header, Level};
use crate::loop_buffer::LoopBuffer;
use crate::{Limits, Segment, Span, TooLarge};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    limits: Limits,
    /// The loop that is being gathered, and the head or claim that was handed out last.
    open: LoopBuffer,
    done: LoopBuffer,
    stage: Stage,
    levels: Levels,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Level,
    Claim,
}

/// A finished loop. Each segment of a set is in exactly one.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::large_enum_variant,
    reason = "claims are most of it, and it is never stored"
)]
pub enum Part<'a> {
    /// BHT to 1000B.
    Header(Header<'a>),
    /// 2000A, 2000B or 2000C with its parties, without its claims.
    Level(Level<'a>),
    /// 2300 with everything below it.
    Claim(Claim<'a>),
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
            levels: Levels::new(limits.levels),
        }
    }

    /// Takes the next segment of the set, without ST and SE. Where it begins a loop, the one
    /// before it is handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        self.levels.begin_if_over();
        let begins = match segment.id() {
            b"CLM" => Some(Stage::Claim),
            b"HL" => Some(Stage::Level),
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
        self.levels.forget();
        self.part(finished)
    }

    /// A segment of the set could not be read: the loop it stood in is marked. It may have been an
    /// HL, so the levels of what follows are uncertain up to the next one.
    pub fn damage(&mut self) {
        self.open.damage();
        self.levels.doubt();
    }

    /// Sets the gathered loop aside and begins the next.
    fn turn(&mut self, next: Stage) -> Stage {
        let stage = std::mem::replace(&mut self.stage, next);
        if stage == Stage::Level {
            self.levels.keep(&mut self.open);
        } else {
            std::mem::swap(&mut self.open, &mut self.done);
        }
        self.open.clear();
        stage
    }

    fn part(&self, stage: Stage) -> Option<Part<'_>> {
        let buffer = match stage {
            Stage::Level => self.levels.last()?,
            Stage::Header | Stage::Claim => &self.done,
        };
        if buffer.is_empty() {
            return None;
        }
        let span = match buffer.span() {
            Ok(span) => span,
            Err(too_large) => return Some(Part::TooLarge(too_large)),
        };
        Some(match stage {
            Stage::Header => Part::Header(Header::new(span)),
            Stage::Level => Part::Level(self.levels.view_last()?),
            Stage::Claim => Part::Claim(Claim::new(span, self.levels.lineage())?),
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
            Part::Level(level) => Some(level.span()),
            Part::Claim(claim) => Some(claim.span()),
            Part::TooLarge(_) => None,
        }
    }
}
