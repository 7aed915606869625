//! OOI: associated object: which one of several.

use super::Segment;

/// Associated object: which one of several.
#[derive(Debug, Clone, Copy)]
pub struct Ooi<'a>(Segment<'a>);

impl<'a> Ooi<'a> {
    /// The segment as `OOI`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"OOI").then_some(Ooi(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// OOI01.
    #[must_use]
    pub fn reference(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// OOI02.
    #[must_use]
    pub fn object_type(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// OOI03.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
