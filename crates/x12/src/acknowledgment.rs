//! The loops of a 999 (005010X231), one at a time; of a 997 as far as it agrees.
//!
//! AK1 names the group that is answered (of several, which no guide allows, each), AK2 begins what is said of one set, AK9 closes. Within a set IK3
//! begins an error in a segment, IK4 one in an element of it; CTX tells more of the one before.
//!
//! ```
//! use x12::acknowledgment::{Loops, Part};
//! use x12::{Event, Limits, Reader};
//!
//! let file = b"ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*FA*A*B*20260301*1200*1*X*005010X231A1~\
//! ST*999*0001*005010X231A1~AK1*HC*7*005010X222A1~AK2*837*0001~IK3*CLM*22**8~IK4*2*782*1~IK5*R*5~\
//! AK9*R*1*1*0~SE*8*0001~";
//! let mut reader = Reader::new(&file[..], Limits::default());
//! let mut loops = Loops::new(Limits::default());
//! let mut refused = Vec::new();
//! while let Some(event) = reader.next_event()? {
//!     let part = match event {
//!         Event::Segment(segment) => loops.push(&segment),
//!         Event::SetEnd(_) => loops.finish(),
//!         _ => None,
//!     };
//!     if let Some(Part::Set(set)) = part {
//!         refused.extend(set.ik5().map(|ik5| ik5.code().to_vec()));
//!     }
//! }
//! assert_eq!(refused, [b"R".to_vec()]);
//! # Ok::<(), x12::Error>(())
//! ```

use std::fmt;

use crate::gathering::Gathering;
use crate::loop_buffer::{Doubt, Ids};
use crate::segment::{Ak1, Ak2, Ak9, Ctx, Ik3, Ik4, Ik5};
use crate::{Damaged, Limits, Lost, Segment, Span, TooLarge};

/// Gathers the segments of a set into loops. One is enough for many sets: its buffers are reused.
pub struct Loops {
    gathering: Gathering<Stage>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Group,
    Set,
    End,
}

/// A finished loop. Each segment of a set is in exactly one.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// AK1: the group that is answered.
    Group(Group<'a>),
    /// 2000: one set of it.
    Set(Set<'a>),
    /// AK9.
    End(End<'a>),
    /// Any of them, beyond the limits.
    TooLarge(TooLarge),
}

/// AK1, with whatever else stands before the first set.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a> {
    span: Span<'a>,
}

/// What is said of one set.
#[derive(Debug, Clone, Copy)]
pub struct Set<'a> {
    ak2: Ak2<'a>,
    span: Span<'a>,
}

/// AK9, with whatever follows it.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    ak9: Ak9<'a>,
    span: Span<'a>,
}

/// A segment of what is said of a set.
#[derive(Debug, Clone, Copy)]
pub enum SetItem<'a> {
    /// An error in a segment.
    Ik3(Ik3<'a>),
    /// An error in an element of that segment.
    Ik4(Ik4<'a>),
    /// More of the error before it.
    Ctx(Ctx<'a>),
    /// Whether the set was accepted.
    Ik5(Ik5<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl Loops {
    /// With these bounds.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Loops {
            gathering: Gathering::new(limits, Stage::Group),
        }
    }

    /// Takes the next segment of the set, without ST and SE. Where it begins a loop, the one before it
    /// is handed out.
    pub fn push(&mut self, segment: &Segment<'_>) -> Option<Part<'_>> {
        let begins = match segment.id() {
            b"AK1" => Some(Stage::Group),
            b"AK2" => Some(Stage::Set),
            b"AK9" => Some(Stage::End),
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
        let finished = self.gathering.turn(Stage::Group);
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
        let span = match self.gathering.done(stage == Stage::Set)? {
            Ok(span) => span,
            Err(too_large) => return Some(Part::TooLarge(too_large)),
        };
        Some(match stage {
            Stage::Group => Part::Group(Group { span }),
            Stage::Set => {
                let ak2 = Ak2::try_from_segment(span.first()?)?;
                Part::Set(Set { ak2, span })
            }
            Stage::End => {
                let ak9 = Ak9::try_from_segment(span.first()?)?;
                Part::End(End { ak9, span })
            }
        })
    }
}

/// Segments that begin no loop, wherever in a 999 they stand.
const INNER: Ids = &[b"AK1", b"IK4", b"CTX", b"IK5", b"AK4", b"AK5"];

/// What a damaged segment may have begun. Of claims, [`Doubt`] says; here they are sets.
fn doubt(seems: &[u8]) -> Doubt {
    match seems {
        b"IK3" | b"AK3" => Doubt::Other(&[b"IK3", b"AK3", b"IK5", b"AK5"]),
        seems if INNER.contains(&seems) => Doubt::None,
        _ => Doubt::Claim(&[]),
    }
}

impl fmt::Debug for Loops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loops").finish_non_exhaustive()
    }
}

impl<'a> Group<'a> {
    /// AK1.
    #[must_use]
    pub fn ak1(&self) -> Option<Ak1<'a>> {
        self.span.segments().find_map(Ak1::try_from_segment)
    }

    /// All segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> Set<'a> {
    /// AK2.
    #[must_use]
    pub fn ak2(&self) -> Ak2<'a> {
        self.ak2
    }

    /// The segments after AK2.
    pub fn items(&self) -> impl Iterator<Item = SetItem<'a>> + use<'a> {
        self.span.rest().segments().map(SetItem::of)
    }

    /// IK5.
    #[must_use]
    pub fn ik5(&self) -> Option<Ik5<'a>> {
        self.items().find_map(|item| match item {
            SetItem::Ik5(ik5) => Some(ik5),
            _ => None,
        })
    }

    /// All segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> End<'a> {
    /// AK9.
    #[must_use]
    pub fn ak9(&self) -> Ak9<'a> {
        self.ak9
    }

    /// All segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> SetItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"IK3" | b"AK3" => Ik3::try_from_segment(segment).map(SetItem::Ik3),
            b"IK4" | b"AK4" => Ik4::try_from_segment(segment).map(SetItem::Ik4),
            b"CTX" => Ctx::try_from_segment(segment).map(SetItem::Ctx),
            b"IK5" | b"AK5" => Ik5::try_from_segment(segment).map(SetItem::Ik5),
            _ => None,
        };
        item.unwrap_or(SetItem::Other(segment))
    }
}

impl<'a> Part<'a> {
    /// Segments that stood in it or behind it and are not among its own, because a damaged one before
    /// them may have begun another loop.
    #[must_use]
    pub fn lost(&self) -> &'a [Lost] {
        self.span().map_or(&[], |span| span.lost())
    }

    /// Sets that began with a damaged segment behind it, for all that is known.
    #[must_use]
    pub fn lost_sets(&self) -> u32 {
        self.span().map_or(0, |span| span.lost_claims())
    }

    /// True if a segment of it could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span().is_some_and(|span| span.is_damaged())
    }

    fn span(&self) -> Option<Span<'a>> {
        match self {
            Part::Group(group) => Some(group.span),
            Part::Set(set) => Some(set.span),
            Part::End(end) => Some(end.span),
            Part::TooLarge(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
