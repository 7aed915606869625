//! SVC: service payment information.

use super::{Procedure, Segment};

/// Service payment information.
#[derive(Debug, Clone, Copy)]
pub struct Svc<'a>(Segment<'a>);

impl<'a> Svc<'a> {
    /// The segment as `SVC`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SVC").then_some(Svc(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SVC02.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SVC03.
    #[must_use]
    pub fn paid_amount(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SVC04.
    #[must_use]
    pub fn revenue_code(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SVC05.
    #[must_use]
    pub fn paid_units(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SVC07.
    #[must_use]
    pub fn submitted_units(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// SVC01, the procedure that was adjudicated.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(1))
    }

    /// SVC06, the procedure that was submitted, where the payer changed it.
    #[must_use]
    pub fn submitted_procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(6))
    }
}
