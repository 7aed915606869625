//! IK3: error identification.

use super::Segment;

/// Error identification.
#[derive(Debug, Clone, Copy)]
pub struct Ik3<'a>(Segment<'a>);

impl<'a> Ik3<'a> {
    /// The segment as `IK3`, or `AK3` of a 997, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        matches!(segment.id(), b"IK3" | b"AK3").then_some(Ik3(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// IK301: the segment at fault.
    #[must_use]
    pub fn segment_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// IK302: its position in the set, ST is 1.
    #[must_use]
    pub fn position(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// IK303: LS01 of its loop.
    #[must_use]
    pub fn loop_id(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// IK304: segment syntax error code.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
