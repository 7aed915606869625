//! SV3: dental service.

use super::{Procedure, Segment};

/// Dental service.
#[derive(Debug, Clone, Copy)]
pub struct Sv3<'a>(Segment<'a>);

impl<'a> Sv3<'a> {
    /// The segment as `SV3`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SV3").then_some(Sv3(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SV302.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SV303.
    #[must_use]
    pub fn place_of_service(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SV305.
    #[must_use]
    pub fn placement_status(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SV306.
    #[must_use]
    pub fn units(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// SV301.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(1))
    }

    /// SV304: the areas of the oral cavity.
    pub fn oral_cavity_areas(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(4)
            .components()
            .filter(|area| !area.is_empty())
    }

    /// SV311: the numbers of the diagnoses pointed to.
    pub fn diagnosis_pointers(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(11)
            .components()
            .filter(|pointer| !pointer.is_empty())
    }
}
