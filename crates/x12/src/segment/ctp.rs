//! CTP: drug quantity.

use super::Segment;

/// Drug quantity.
#[derive(Debug, Clone, Copy)]
pub struct Ctp<'a>(Segment<'a>);

impl<'a> Ctp<'a> {
    /// The segment as `CTP`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CTP").then_some(Ctp(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CTP03.
    #[must_use]
    pub fn unit_price(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// CTP04.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// CTP05-1.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.component(5, 1)
    }
}
