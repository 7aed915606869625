//! Loop 2100: what became of one claim.

use super::Line;
use crate::Span;
use crate::segment::{Amt, Cas, Clp, Dtm, Mia, Moa, Nm1, Per, Qty, Ref, Segment};

/// A claim with its lines.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    clp: Clp<'a>,
    span: Span<'a>,
}

/// A segment of the claim itself.
#[derive(Debug, Clone, Copy)]
pub enum ClaimItem<'a> {
    /// Adjustments of the claim as a whole.
    Cas(Cas<'a>),
    /// Patient, insured, corrected insured, provider, crossover carrier, corrected payer, other.
    Nm1(Nm1<'a>),
    /// Inpatient adjudication.
    Mia(Mia<'a>),
    /// Outpatient adjudication.
    Moa(Moa<'a>),
    /// References.
    Ref(Ref<'a>),
    /// Dates.
    Dtm(Dtm<'a>),
    /// Claim contact.
    Per(Per<'a>),
    /// Supplemental amounts.
    Amt(Amt<'a>),
    /// Supplemental quantities.
    Qty(Qty<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Claim<'a> {
    pub(super) fn new(span: Span<'a>) -> Option<Self> {
        let clp = Clp::try_from_segment(span.first()?)?;
        Some(Claim { clp, span })
    }

    /// CLP.
    #[must_use]
    pub fn clp(&self) -> Clp<'a> {
        self.clp
    }

    /// The segments after CLP and before the first line.
    pub fn items(&self) -> impl Iterator<Item = ClaimItem<'a>> + use<'a> {
        self.span.own(&[b"SVC"]).map(ClaimItem::of)
    }

    /// The lines in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        self.span.loops(&[b"SVC"]).filter_map(Line::new)
    }

    /// All segments, those of the lines included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }

    /// True if a segment of the claim could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span.is_damaged()
    }
}

impl<'a> ClaimItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"CAS" => Cas::try_from_segment(segment).map(ClaimItem::Cas),
            b"NM1" => Nm1::try_from_segment(segment).map(ClaimItem::Nm1),
            b"MIA" => Mia::try_from_segment(segment).map(ClaimItem::Mia),
            b"MOA" => Moa::try_from_segment(segment).map(ClaimItem::Moa),
            b"REF" => Ref::try_from_segment(segment).map(ClaimItem::Ref),
            b"DTM" => Dtm::try_from_segment(segment).map(ClaimItem::Dtm),
            b"PER" => Per::try_from_segment(segment).map(ClaimItem::Per),
            b"AMT" => Amt::try_from_segment(segment).map(ClaimItem::Amt),
            b"QTY" => Qty::try_from_segment(segment).map(ClaimItem::Qty),
            _ => None,
        };
        item.unwrap_or(ClaimItem::Other(segment))
    }
}
