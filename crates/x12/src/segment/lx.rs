//! LX: number of a header (835) or of a service line (837).

use super::Segment;

/// Number of a header (835) or of a service line (837).
#[derive(Debug, Clone, Copy)]
pub struct Lx<'a>(Segment<'a>);

impl<'a> Lx<'a> {
    /// The segment as `LX`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"LX").then_some(Lx(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// LX01.
    #[must_use]
    pub fn number(&self) -> &'a [u8] {
        self.0.element(1)
    }
}
