//! Gathering the segments of an 837 into its head, levels and claims.

use std::fmt;

use super::levels::{Levels, Lineage};
use super::{Claim, Header, Level};
use crate::loop_buffer::{Doubt, Ids, LoopBuffer};
use crate::{Damaged, Limits, Lost, Segment, Span, TooLarge};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    limits: Limits,
    /// Those of a level, which is kept for long.
    level_limits: Limits,
    /// The loop that is being gathered, and the head or claim that was handed out last.
    open: LoopBuffer,
    done: LoopBuffer,
    stage: Stage,
    levels: Levels,
    /// Whether it is sure what the loop that is gathered stands under, and the one handed out last.
    open_is_sure: bool,
    done_is_sure: bool,
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
            level_limits: Limits {
                loop_bytes: limits.level_bytes.min(limits.loop_bytes),
                loop_segments: limits.level_segments.min(limits.loop_segments),
                ..limits
            },
            open,
            done,
            stage: Stage::Header,
            levels: Levels::new(&limits),
            open_is_sure: true,
            done_is_sure: true,
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
            self.keep(segment);
            return None;
        };
        let finished = self.turn(stage);
        self.keep(segment);
        self.part(finished)
    }

    /// The set has ended: hands out its last loop.
    pub fn finish(&mut self) -> Option<Part<'_>> {
        let finished = self.turn(Stage::Header);
        self.levels.forget();
        self.part(finished)
    }

    /// A segment of the set could not be read: the loop it stood in is marked. If it may have begun
    /// a loop, what follows is lost up to the next one whose place is sure. If that may have been an
    /// HL, nobody knows what the claims up to the next HL stand under.
    pub fn damage(&mut self, damaged: &Damaged) {
        self.levels.begin_if_over();
        let seems = damaged.seems();
        let doubt = doubt(self.stage, seems);
        if seems == b"HL" || (matches!(doubt, Doubt::Claim(_)) && seems != b"CLM") {
            self.levels.doubt();
        }
        self.open.doubt(doubt);
    }

    /// The end of the set is missing: the loop that is open may not be whole.
    pub fn cut(&mut self) {
        self.open.damage();
    }

    fn keep(&mut self, segment: &Segment<'_>) {
        let limits = match self.stage {
            Stage::Level => &self.level_limits,
            Stage::Header | Stage::Claim => &self.limits,
        };
        self.open.push(segment, limits);
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
        if next == Stage::Level {
            self.levels.settle();
        }
        self.done_is_sure = std::mem::replace(&mut self.open_is_sure, self.levels.is_sure());
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
            Err(mut too_large) => {
                let claims = u32::from(stage == Stage::Claim);
                too_large.claims = too_large.claims.saturating_add(claims);
                return Some(Part::TooLarge(too_large));
            }
        };
        Some(match stage {
            Stage::Header => Part::Header(Header::new(span)),
            Stage::Level => Part::Level(self.levels.view_last()?),
            Stage::Claim => {
                let lineage = match self.done_is_sure {
                    true => self.levels.lineage(),
                    false => Lineage::unknown(),
                };
                Part::Claim(Claim::new(span, lineage)?)
            }
        })
    }
}

/// Segments that begin no loop, wherever in an 837 they stand.
const INNER: Ids = &[
    b"BHT", b"REF", b"PER", b"PRV", b"CUR", b"N2", b"N3", b"N4", b"PAT", b"DMG", b"DTP", b"CL1",
    b"PWK", b"CN1", b"AMT", b"K3", b"NTE", b"CR1", b"CR2", b"CR3", b"CR5", b"CR6", b"CRC", b"HI",
    b"HCP", b"QTY", b"MEA", b"PS1", b"HSD", b"CAS", b"OI", b"MIA", b"MOA", b"SV1", b"SV2", b"SV3",
    b"SV4", b"SV5", b"SV6", b"SV7", b"TOO", b"DN1", b"DN2", b"CTP", b"FRM",
];

/// What begins a loop within a claim.
const HEADS: Ids = &[b"NM1", b"SBR", b"LX", b"LIN", b"SVD", b"LQ"];

/// What a damaged segment may have begun.
fn doubt(stage: Stage, seems: &[u8]) -> Doubt {
    match (stage, seems) {
        (Stage::Claim, b"LX") => Doubt::Line(&[b"LX"]),
        (Stage::Claim, b"SBR") => Doubt::Other(&[b"SBR", b"LX"]),
        (Stage::Claim, seems) if HEADS.contains(&seems) => Doubt::Other(HEADS),
        // Of a level it is the coverage, which begins nothing.
        (Stage::Level, b"SBR") => Doubt::None,
        (Stage::Level | Stage::Header, b"NM1") => Doubt::Other(&[b"NM1"]),
        (_, b"HL") => Doubt::Other(&[]),
        (_, seems) if INNER.contains(&seems) => Doubt::None,
        _ => Doubt::Claim(&[]),
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

    fn span(&self) -> Option<Span<'a>> {
        match self {
            Part::Header(header) => Some(header.span()),
            Part::Level(level) => Some(level.span()),
            Part::Claim(claim) => Some(claim.span()),
            Part::TooLarge(_) => None,
        }
    }
}
