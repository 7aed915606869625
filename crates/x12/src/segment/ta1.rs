//! TA1: interchange acknowledgment.

use super::Segment;

/// Interchange acknowledgment.
#[derive(Debug, Clone, Copy)]
pub struct Ta1<'a>(Segment<'a>);

impl<'a> Ta1<'a> {
    /// The segment as `TA1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"TA1").then_some(Ta1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// TA101: ISA13 of the interchange that is answered.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// TA102: ISA09.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// TA103: ISA10.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// TA104: A accepted, E accepted with errors, R rejected.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// TA105: interchange note code.
    #[must_use]
    pub fn note(&self) -> &'a [u8] {
        self.0.element(5)
    }
}
