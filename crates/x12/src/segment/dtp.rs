//! DTP: date, time or period, in 837.

use super::Segment;

/// Date, time or period, in 837.
#[derive(Debug, Clone, Copy)]
pub struct Dtp<'a>(Segment<'a>);

impl<'a> Dtp<'a> {
    /// The segment as `DTP`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"DTP").then_some(Dtp(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// DTP01.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// DTP02: D8, RD8, DT, TM ...
    #[must_use]
    pub fn format(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// DTP03.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
