//! SV5: durable medical equipment.

use super::Segment;

/// Durable medical equipment.
#[derive(Debug, Clone, Copy)]
pub struct Sv5<'a>(Segment<'a>);

impl<'a> Sv5<'a> {
    /// The segment as `SV5`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SV5").then_some(Sv5(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SV501-1.
    #[must_use]
    pub fn procedure_qualifier(&self) -> &'a [u8] {
        self.0.component(1, 1)
    }

    /// SV501-2.
    #[must_use]
    pub fn procedure_code(&self) -> &'a [u8] {
        self.0.component(1, 2)
    }

    /// SV502.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SV503.
    #[must_use]
    pub fn length(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// SV504.
    #[must_use]
    pub fn rental_price(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SV505.
    #[must_use]
    pub fn purchase_price(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SV506.
    #[must_use]
    pub fn frequency(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
