//! HSD: health care services delivery: how much, how often, how long.

use super::Segment;

/// Health care services delivery: how much, how often, how long.
#[derive(Debug, Clone, Copy)]
pub struct Hsd<'a>(Segment<'a>);

impl<'a> Hsd<'a> {
    /// The segment as `HSD`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"HSD").then_some(Hsd(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// HSD01: DY days, VS visits, HS hours ...
    #[must_use]
    pub fn quantity_qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// HSD02.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// HSD03: DA, WK, MO ...
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// HSD04: how many in one of these.
    #[must_use]
    pub fn per_unit(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// HSD05: what HSD06 counts.
    #[must_use]
    pub fn time_period(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// HSD06.
    #[must_use]
    pub fn periods(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// HSD07.
    #[must_use]
    pub fn pattern(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// HSD08.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(8)
    }
}
