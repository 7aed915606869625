//! CL1: institutional admission.

use super::Segment;

/// Institutional admission.
#[derive(Debug, Clone, Copy)]
pub struct Cl1<'a>(Segment<'a>);

impl<'a> Cl1<'a> {
    /// The segment as `CL1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CL1").then_some(Cl1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CL101.
    #[must_use]
    pub fn admission_type(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CL102.
    #[must_use]
    pub fn admission_source(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CL103.
    #[must_use]
    pub fn patient_status(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
