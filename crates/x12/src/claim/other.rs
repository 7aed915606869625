//! Loop 2320: another subscriber and payer, with what they adjudicated, and their parties (2330).

use super::{Party, Place};
use crate::Span;
use crate::segment::{Amt, Cas, Dmg, Mia, Moa, Oi, Sbr, Segment};

/// Another subscriber of the claim.
#[derive(Debug, Clone, Copy)]
pub struct OtherSubscriber<'a> {
    sbr: Sbr<'a>,
    span: Span<'a>,
}

/// A segment of loop 2320 itself.
#[derive(Debug, Clone, Copy)]
pub enum OtherItem<'a> {
    /// Adjustments of the claim by the other payer.
    Cas(Cas<'a>),
    /// Amounts.
    Amt(Amt<'a>),
    /// Birth date and sex, in 4010.
    Dmg(Dmg<'a>),
    /// Coverage.
    Oi(Oi<'a>),
    /// Inpatient adjudication.
    Mia(Mia<'a>),
    /// Outpatient adjudication.
    Moa(Moa<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> OtherSubscriber<'a> {
    pub(super) fn new(span: Span<'a>) -> Option<Self> {
        let sbr = Sbr::try_from_segment(span.first()?)?;
        Some(OtherSubscriber { sbr, span })
    }

    /// SBR.
    #[must_use]
    pub fn sbr(&self) -> Sbr<'a> {
        self.sbr
    }

    /// The segments after SBR and before the first party.
    pub fn items(&self) -> impl Iterator<Item = OtherItem<'a>> + use<'a> {
        self.span.own(&[b"NM1"]).map(OtherItem::of)
    }

    /// 2330.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        self.span
            .loops(&[b"NM1"])
            .filter_map(|span| Party::new(span, Place::OtherSubscriber))
    }

    /// All segments, those of the parties included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> OtherItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"CAS" => Cas::try_from_segment(segment).map(OtherItem::Cas),
            b"AMT" => Amt::try_from_segment(segment).map(OtherItem::Amt),
            b"DMG" => Dmg::try_from_segment(segment).map(OtherItem::Dmg),
            b"OI" => Oi::try_from_segment(segment).map(OtherItem::Oi),
            b"MIA" => Mia::try_from_segment(segment).map(OtherItem::Mia),
            b"MOA" => Moa::try_from_segment(segment).map(OtherItem::Moa),
            _ => None,
        };
        item.unwrap_or(OtherItem::Other(segment))
    }
}
