//! LIN: item: a drug or a device.

use super::Segment;

/// Item: a drug or a device.
#[derive(Debug, Clone, Copy)]
pub struct Lin<'a>(Segment<'a>);

impl<'a> Lin<'a> {
    /// The segment as `LIN`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"LIN").then_some(Lin(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// LIN02: N4 is an NDC.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// LIN03.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
