//! SV2: institutional service.

use super::{Procedure, Segment};

/// Institutional service.
#[derive(Debug, Clone, Copy)]
pub struct Sv2<'a>(Segment<'a>);

impl<'a> Sv2<'a> {
    /// The segment as `SV2`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SV2").then_some(Sv2(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SV201.
    #[must_use]
    pub fn revenue_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// SV203.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SV204.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SV205.
    #[must_use]
    pub fn units(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SV206.
    #[must_use]
    pub fn unit_rate(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// SV207.
    #[must_use]
    pub fn noncovered_amount(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// SV202.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(2))
    }
}
