//! K3: file information.

use super::Segment;

/// File information.
#[derive(Debug, Clone, Copy)]
pub struct K3<'a>(Segment<'a>);

impl<'a> K3<'a> {
    /// The segment as `K3`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"K3").then_some(K3(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// K301.
    #[must_use]
    pub fn information(&self) -> &'a [u8] {
        self.0.element(1)
    }
}
