//! IK4: data element note.

use super::Segment;

/// Data element note.
#[derive(Debug, Clone, Copy)]
pub struct Ik4<'a>(Segment<'a>);

impl<'a> Ik4<'a> {
    /// The segment as `IK4`, or `AK4` of a 997, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        matches!(segment.id(), b"IK4" | b"AK4").then_some(Ik4(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// IK401-1.
    #[must_use]
    pub fn element(&self) -> &'a [u8] {
        self.0.component(1, 1)
    }

    /// IK401-2.
    #[must_use]
    pub fn component(&self) -> &'a [u8] {
        self.0.component(1, 2)
    }

    /// IK401-3.
    #[must_use]
    pub fn repetition(&self) -> &'a [u8] {
        self.0.component(1, 3)
    }

    /// IK402: number in the data element dictionary.
    #[must_use]
    pub fn reference(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// IK403: data element syntax error code.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// IK404: what was sent: it may be anything.
    #[must_use]
    pub fn bad_value(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
