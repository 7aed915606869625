//! RDM: remittance delivery method.

use super::Segment;

/// Remittance delivery method.
#[derive(Debug, Clone, Copy)]
pub struct Rdm<'a>(Segment<'a>);

impl<'a> Rdm<'a> {
    /// The segment as `RDM`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"RDM").then_some(Rdm(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// RDM01.
    #[must_use]
    pub fn transmission_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// RDM02.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// RDM03.
    #[must_use]
    pub fn number(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
