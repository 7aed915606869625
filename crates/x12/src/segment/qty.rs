//! QTY: quantity.

use super::Segment;

/// Quantity.
#[derive(Debug, Clone, Copy)]
pub struct Qty<'a>(Segment<'a>);

impl<'a> Qty<'a> {
    /// The segment as `QTY`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"QTY").then_some(Qty(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// QTY01.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// QTY02.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// QTY03.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
