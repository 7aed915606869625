//! Loops 2000A, 2000B and 2000C: billing provider, subscriber and patient.

use super::{Party, Place};
use crate::Span;
use crate::segment::{Cur, Hl, Pat, Prv, Sbr, Segment};

/// A hierarchical level with its parties, without its claims.
#[derive(Debug, Clone, Copy)]
pub struct Level<'a> {
    hl: Hl<'a>,
    span: Span<'a>,
    ordinal: u64,
}

/// A segment of a level itself.
#[derive(Debug, Clone, Copy)]
pub enum LevelItem<'a> {
    /// Specialty of the billing provider.
    Prv(Prv<'a>),
    /// The subscriber's coverage.
    Sbr(Sbr<'a>),
    /// The patient.
    Pat(Pat<'a>),
    /// Currency.
    Cur(Cur<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Level<'a> {
    pub(super) fn new(span: Span<'a>, ordinal: u64) -> Option<Self> {
        let hl = Hl::try_from_segment(span.first()?)?;
        Some(Level { hl, span, ordinal })
    }

    /// HL.
    #[must_use]
    pub fn hl(&self) -> Hl<'a> {
        self.hl
    }

    /// Which level of its set it is, from 1.
    #[must_use]
    pub fn ordinal(&self) -> u64 {
        self.ordinal
    }

    /// The segments after HL and before the first party.
    pub fn items(&self) -> impl Iterator<Item = LevelItem<'a>> + use<'a> {
        self.span.own(&[b"NM1"]).map(LevelItem::of)
    }

    /// SBR.
    #[must_use]
    pub fn sbr(&self) -> Option<Sbr<'a>> {
        self.items().find_map(|item| match item {
            LevelItem::Sbr(sbr) => Some(sbr),
            _ => None,
        })
    }

    /// PAT.
    #[must_use]
    pub fn pat(&self) -> Option<Pat<'a>> {
        self.items().find_map(|item| match item {
            LevelItem::Pat(pat) => Some(pat),
            _ => None,
        })
    }

    /// The loops that begin with NM1, in order.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        let place = match self.hl.level_code() {
            b"20" => Place::Billing,
            b"22" => Place::Subscriber,
            b"23" => Place::Patient,
            _ => Place::Unknown,
        };
        self.span
            .loops(&[b"NM1"])
            .filter_map(move |span| Party::new(span, place))
    }

    /// All segments, those of the parties included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> LevelItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"PRV" => Prv::try_from_segment(segment).map(LevelItem::Prv),
            b"SBR" => Sbr::try_from_segment(segment).map(LevelItem::Sbr),
            b"PAT" => Pat::try_from_segment(segment).map(LevelItem::Pat),
            b"CUR" => Cur::try_from_segment(segment).map(LevelItem::Cur),
            _ => None,
        };
        item.unwrap_or(LevelItem::Other(segment))
    }
}
