//! Sets that are a row of sections: a header, then a section at each HL (270, 271, 278) or LX (275).
//!
//! Within a section segments are handed out in order, as [`Item`]s: the guides differ in what may stand where,
//! not in what it says. What begins inner loops is the set's: see [`eligibility`](crate::eligibility),
//! [`authorization`](crate::authorization) and [`attachment`](crate::attachment).

mod item;

use std::fmt;

use crate::gathering::Gathering;
use crate::loop_buffer::{Doubt, Ids};
use crate::segment::Hl;
use crate::{Damaged, Limits, Lost, Segment, Span, TooLarge};

pub use item::Item;

/// Gathers the segments of a set into sections. One is enough for many sets: its buffers are reused.
pub struct Loops {
    gathering: Gathering<Stage>,
    guide: &'static Guide,
}

/// How the loops of a set begin.
pub(crate) struct Guide {
    /// What begins a section.
    pub(crate) section: &'static [u8],
    /// What begins the details of a section.
    pub(crate) details: Ids,
    /// The same and NM1: what ends a party.
    pub(crate) parties: Ids,
    /// Segments that begin nothing, wherever they stand.
    pub(crate) inner: Ids,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Section,
}

/// A finished loop. Each segment of a set is in exactly one.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// What stands before the first section.
    Header(Span<'a>),
    /// A section with everything in it.
    Section(Section<'a>),
    /// Any of them, beyond the limits.
    TooLarge(TooLarge),
}

/// A section: its first segment, what it says of itself, and its details.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    first: Segment<'a>,
    span: Span<'a>,
    details: Ids,
}

/// One detail: a benefit (EB), or an inquiry (EQ), with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Detail<'a> {
    first: Segment<'a>,
    span: Span<'a>,
}

impl Loops {
    pub(crate) fn of(guide: &'static Guide, limits: Limits) -> Self {
        Loops {
            gathering: Gathering::new(limits, Stage::Header),
            guide,
        }
    }

    /// Takes the next segment of the set, without ST and SE. Where it begins a section, the loop before it is
    /// handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        if segment.id() != self.guide.section {
            self.gathering.push(segment);
            return None;
        }
        let finished = self.gathering.turn(Stage::Section);
        self.gathering.push(segment);
        self.part(finished)
    }

    /// The set has ended: hands out its last loop.
    pub fn finish(&mut self) -> Option<Part<'_>> {
        let finished = self.gathering.turn(Stage::Header);
        self.part(finished)
    }

    /// True where what comes now may be of another section than the one in hand, and is lost.
    #[must_use]
    pub fn is_doubted(&self) -> bool {
        self.gathering.is_doubted()
    }

    /// A segment of the set could not be read: the loop it stood in is marked. If it may have begun a loop, what
    /// follows is lost up to the next one whose place is sure.
    pub fn damage(&mut self, damaged: &Damaged) {
        let guide = self.guide;
        let seems = damaged.seems();
        self.gathering.doubt(match seems {
            _ if guide.details.contains(&seems) => Doubt::Line(guide.details),
            b"NM1" => Doubt::Other(guide.parties),
            _ if guide.inner.contains(&seems) => Doubt::None,
            _ => Doubt::Claim(&[]),
        });
    }

    /// The end of the set is missing: the loop that is open may not be whole.
    pub fn cut(&mut self) {
        self.gathering.damage();
    }

    fn part(&self, stage: Stage) -> Option<Part<'_>> {
        let span = match self.gathering.done(stage == Stage::Section)? {
            Ok(span) => span,
            Err(too_large) => return Some(Part::TooLarge(too_large)),
        };
        Some(match stage {
            Stage::Header => Part::Header(span),
            Stage::Section => Part::Section(Section {
                first: span.first()?,
                span,
                details: self.guide.details,
            }),
        })
    }
}

impl fmt::Debug for Loops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loops").finish_non_exhaustive()
    }
}

impl<'a> Part<'a> {
    /// Segments that stood in it or behind it and are not among its own, because a damaged one before them may
    /// have begun another loop.
    #[must_use]
    pub fn lost(&self) -> &'a [Lost] {
        self.span().map_or(&[], |span| span.lost())
    }

    /// Sections that began with a damaged segment behind it, for all that is known.
    #[must_use]
    pub fn lost_sections(&self) -> u32 {
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
            Part::Section(section) => Some(section.span),
            Part::TooLarge(_) => None,
        }
    }
}

impl<'a> Section<'a> {
    /// HL or LX.
    #[must_use]
    pub fn first(&self) -> Segment<'a> {
        self.first
    }

    /// HL, of a set of levels.
    #[must_use]
    pub fn hl(&self) -> Option<Hl<'a>> {
        Hl::try_from_segment(self.first)
    }

    /// The segments after the first and before the first detail.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        self.span.own(self.details).map(Item::of)
    }

    /// Its details, in order.
    pub fn details(&self) -> impl Iterator<Item = Detail<'a>> + use<'a> {
        self.span.loops(self.details).filter_map(|span| {
            let first = span.first()?;
            Some(Detail { first, span })
        })
    }

    /// All segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> Detail<'a> {
    /// EB or EQ.
    #[must_use]
    pub fn first(&self) -> Segment<'a> {
        self.first
    }

    /// The segments after the first.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        self.span.rest().segments().map(Item::of)
    }

    /// How many details before it, in its section, began with a damaged segment.
    #[must_use]
    pub fn lost_before(&self) -> u32 {
        self.span.lost_lines()
    }
}

#[cfg(test)]
mod tests;
