//! AK1: functional group response header.

use super::Segment;

/// Functional group response header.
#[derive(Debug, Clone, Copy)]
pub struct Ak1<'a>(Segment<'a>);

impl<'a> Ak1<'a> {
    /// The segment as `AK1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"AK1").then_some(Ak1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// AK101: GS01 of the group that is answered.
    #[must_use]
    pub fn functional_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// AK102: GS06.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// AK103: GS08.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
