//! SV1: professional service.

use super::{Procedure, Segment};

/// Professional service.
#[derive(Debug, Clone, Copy)]
pub struct Sv1<'a>(Segment<'a>);

impl<'a> Sv1<'a> {
    /// The segment as `SV1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SV1").then_some(Sv1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SV102.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SV103.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SV104.
    #[must_use]
    pub fn units(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SV105.
    #[must_use]
    pub fn place_of_service(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SV109.
    #[must_use]
    pub fn emergency(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// SV111.
    #[must_use]
    pub fn epsdt(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// SV112.
    #[must_use]
    pub fn family_planning(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// SV115.
    #[must_use]
    pub fn copay_status(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// SV101.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(1))
    }

    /// SV107: the numbers of the diagnoses pointed to.
    pub fn diagnosis_pointers(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(7)
            .components()
            .filter(|pointer| !pointer.is_empty())
    }
}
