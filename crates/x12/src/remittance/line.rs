//! Loop 2110: what became of one service line.

use crate::Span;
use crate::segment::{Amt, Cas, Dtm, Lq, Qty, Ref, Segment, Svc};

/// A service line.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    svc: Svc<'a>,
    span: Span<'a>,
}

/// A segment of a line.
#[derive(Debug, Clone, Copy)]
pub enum LineItem<'a> {
    /// Service dates.
    Dtm(Dtm<'a>),
    /// Adjustments.
    Cas(Cas<'a>),
    /// References.
    Ref(Ref<'a>),
    /// Supplemental amounts.
    Amt(Amt<'a>),
    /// Supplemental quantities.
    Qty(Qty<'a>),
    /// Remark codes.
    Lq(Lq<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Line<'a> {
    pub(super) fn new(span: Span<'a>) -> Option<Self> {
        let svc = Svc::try_from_segment(span.first()?)?;
        Some(Line { svc, span })
    }

    /// SVC.
    #[must_use]
    pub fn svc(&self) -> Svc<'a> {
        self.svc
    }

    /// The segments after SVC.
    pub fn items(&self) -> impl Iterator<Item = LineItem<'a>> + use<'a> {
        self.span.rest().segments().map(LineItem::of)
    }

    /// How many lines of the claim before it began with a damaged segment and are lost.
    #[must_use]
    pub fn lost_before(&self) -> u32 {
        self.span.lost_lines()
    }

    /// All segments, SVC included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> LineItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"DTM" => Dtm::try_from_segment(segment).map(LineItem::Dtm),
            b"CAS" => Cas::try_from_segment(segment).map(LineItem::Cas),
            b"REF" => Ref::try_from_segment(segment).map(LineItem::Ref),
            b"AMT" => Amt::try_from_segment(segment).map(LineItem::Amt),
            b"QTY" => Qty::try_from_segment(segment).map(LineItem::Qty),
            b"LQ" => Lq::try_from_segment(segment).map(LineItem::Lq),
            _ => None,
        };
        item.unwrap_or(LineItem::Other(segment))
    }
}
