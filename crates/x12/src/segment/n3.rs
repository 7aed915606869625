//! N3: street address.

use super::Segment;

/// Street address.
#[derive(Debug, Clone, Copy)]
pub struct N3<'a>(Segment<'a>);

impl<'a> N3<'a> {
    /// The segment as `N3`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"N3").then_some(N3(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// N301.
    #[must_use]
    pub fn line_1(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// N302.
    #[must_use]
    pub fn line_2(&self) -> &'a [u8] {
        self.0.element(2)
    }
}
