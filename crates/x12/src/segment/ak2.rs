//! AK2: transaction set response header.

use super::Segment;

/// Transaction set response header.
#[derive(Debug, Clone, Copy)]
pub struct Ak2<'a>(Segment<'a>);

impl<'a> Ak2<'a> {
    /// The segment as `AK2`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"AK2").then_some(Ak2(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// AK201: ST01 of the set that is answered.
    #[must_use]
    pub fn set_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// AK202: ST02.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// AK203: ST03.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
