//! UM: health care services review: what is asked for.

use super::{Composite, Segment};

/// Health care services review: what is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Um<'a>(Segment<'a>);

impl<'a> Um<'a> {
    /// The segment as `UM`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"UM").then_some(Um(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// UM01: AR admission, HS services, SC specialty care, IN ...
    #[must_use]
    pub fn request_category(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// UM02: I initial, R renewal, S revised, 3 cancel ...
    #[must_use]
    pub fn certification_type(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// UM03.
    #[must_use]
    pub fn service_type(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// UM06: 03 emergency, U urgent, E elective.
    #[must_use]
    pub fn level_of_service(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// UM07.
    #[must_use]
    pub fn health_condition(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// UM08.
    #[must_use]
    pub fn prognosis(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// UM09.
    #[must_use]
    pub fn release(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// UM10.
    #[must_use]
    pub fn delay_reason(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// UM04: place of service or bill type, and which of them.
    #[must_use]
    pub fn facility(&self) -> Composite<'a> {
        self.0.composite(4)
    }

    /// UM05-1 to UM05-3: AA auto accident, EM employment ...
    pub fn related_causes(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(5)
            .components()
            .take(3)
            .filter(|it| !it.is_empty())
    }
}
