//! Loop 2000: one hierarchical level with its parties (2100) and what is answered in it (2200).

use super::Answer;
use crate::Span;
use crate::segment::{Hl, Nm1, Segment};

/// What begins a loop within a level; STC too, of senders that leave TRN out.
const ANSWERS: &[&[u8]] = &[b"TRN", b"STC", b"SVC"];

/// A level.
#[derive(Debug, Clone, Copy)]
pub struct Level<'a> {
    hl: Hl<'a>,
    span: Span<'a>,
}

/// A party: NM1 with what follows it.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    nm1: Nm1<'a>,
    span: Span<'a>,
}

/// A segment of a party.
pub type PartyItem<'a> = Segment<'a>;

impl<'a> Level<'a> {
    pub(super) fn new(span: Span<'a>) -> Option<Self> {
        let hl = Hl::try_from_segment(span.first()?)?;
        Some(Level { hl, span })
    }

    /// HL.
    #[must_use]
    pub fn hl(&self) -> Hl<'a> {
        self.hl
    }

    /// The segments after HL and before the first party or answer: none of the guides has any.
    pub fn items(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        self.span.own(&[b"NM1", b"TRN", b"STC", b"SVC"])
    }

    /// 2100.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        let (before, _) = self.span.split_at_id(1, ANSWERS);
        before.loops(&[b"NM1"]).filter_map(|span| {
            let nm1 = Nm1::try_from_segment(span.first()?)?;
            Some(Party { nm1, span })
        })
    }

    /// 2200.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'a>> + use<'a> {
        let (_, answers) = self.span.split_at_id(1, ANSWERS);
        answers.all_loops(&[b"TRN"]).map(Answer::new)
    }

    /// All segments, those of parties and answers included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> Party<'a> {
    /// NM1.
    #[must_use]
    pub fn nm1(&self) -> Nm1<'a> {
        self.nm1
    }

    /// The segments after NM1: PER of the one who tells.
    pub fn items(&self) -> impl Iterator<Item = PartyItem<'a>> + use<'a> {
        self.span.rest().segments()
    }
}
