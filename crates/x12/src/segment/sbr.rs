//! SBR: subscriber, or other subscriber.

use super::Segment;

/// Subscriber, or other subscriber.
#[derive(Debug, Clone, Copy)]
pub struct Sbr<'a>(Segment<'a>);

impl<'a> Sbr<'a> {
    /// The segment as `SBR`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SBR").then_some(Sbr(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SBR01: P, S, T, A to H, U.
    #[must_use]
    pub fn payer_order(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// SBR02: 18 self.
    #[must_use]
    pub fn relationship_code(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SBR03.
    #[must_use]
    pub fn group_number(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SBR04.
    #[must_use]
    pub fn group_name(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SBR05.
    #[must_use]
    pub fn insurance_type(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SBR09.
    #[must_use]
    pub fn filing_indicator(&self) -> &'a [u8] {
        self.0.element(9)
    }
}
