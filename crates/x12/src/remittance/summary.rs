//! Around the claims: loop 2000 before them, and the provider level adjustments after them.

use crate::Span;
use crate::segment::{Lx, Plb, Segment, Ts2, Ts3};

/// Loop 2000, without its claims.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    span: Span<'a>,
}

/// A segment of loop 2000.
#[derive(Debug, Clone, Copy)]
pub enum BatchItem<'a> {
    /// Provider summary.
    Ts3(Ts3<'a>),
    /// Provider supplemental summary.
    Ts2(Ts2<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Batch<'a> {
    pub(super) fn new(span: Span<'a>) -> Self {
        Batch { span }
    }

    /// LX.
    #[must_use]
    pub fn lx(&self) -> Option<Lx<'a>> {
        self.span.first().and_then(Lx::try_from_segment)
    }

    /// The segments after LX.
    pub fn items(&self) -> impl Iterator<Item = BatchItem<'a>> + use<'a> {
        self.span.own(&[]).map(|segment| {
            let ts3 = Ts3::try_from_segment(segment).map(BatchItem::Ts3);
            let ts2 = || Ts2::try_from_segment(segment).map(BatchItem::Ts2);
            ts3.or_else(ts2).unwrap_or(BatchItem::Other(segment))
        })
    }

    /// All segments, LX included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

/// PLB, and whatever stands after it.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'a> {
    span: Span<'a>,
}

/// A segment of the summary.
#[derive(Debug, Clone, Copy)]
pub enum SummaryItem<'a> {
    /// Provider level adjustments.
    Plb(Plb<'a>),
    /// A segment the summary does not know.
    Other(Segment<'a>),
}

impl<'a> Summary<'a> {
    pub(super) fn new(span: Span<'a>) -> Self {
        Summary { span }
    }

    /// All its segments.
    pub fn items(&self) -> impl Iterator<Item = SummaryItem<'a>> + use<'a> {
        self.span.segments().map(|segment| {
            let plb = Plb::try_from_segment(segment).map(SummaryItem::Plb);
            plb.unwrap_or(SummaryItem::Other(segment))
        })
    }

    /// All segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}
