//! N2: additional name.

use super::Segment;

/// Additional name.
#[derive(Debug, Clone, Copy)]
pub struct N2<'a>(Segment<'a>);

impl<'a> N2<'a> {
    /// The segment as `N2`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"N2").then_some(N2(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// N201.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// N202.
    #[must_use]
    pub fn name_2(&self) -> &'a [u8] {
        self.0.element(2)
    }
}
