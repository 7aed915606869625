//! TRN: trace number.

use super::Segment;

/// Trace number.
#[derive(Debug, Clone, Copy)]
pub struct Trn<'a>(Segment<'a>);

impl<'a> Trn<'a> {
    /// The segment as `TRN`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"TRN").then_some(Trn(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// TRN01.
    #[must_use]
    pub fn trace_type(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// TRN02: check or EFT number.
    #[must_use]
    pub fn trace_number(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// TRN03.
    #[must_use]
    pub fn originator_id(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// TRN04.
    #[must_use]
    pub fn originator_code(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
