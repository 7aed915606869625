//! OI: other insurance coverage.

use super::Segment;

/// Other insurance coverage.
#[derive(Debug, Clone, Copy)]
pub struct Oi<'a>(Segment<'a>);

impl<'a> Oi<'a> {
    /// The segment as `OI`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"OI").then_some(Oi(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// OI03.
    #[must_use]
    pub fn benefits_assigned(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// OI04.
    #[must_use]
    pub fn patient_signature(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// OI06.
    #[must_use]
    pub fn release_code(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
