//! HCR: health care services review: what was decided.

use super::Segment;

/// Health care services review: what was decided.
#[derive(Debug, Clone, Copy)]
pub struct Hcr<'a>(Segment<'a>);

impl<'a> Hcr<'a> {
    /// The segment as `HCR`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"HCR").then_some(Hcr(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// HCR01: A1 certified, A3 not certified, A4 pended, A6 modified, CT contact payer, NA no action required ...
    #[must_use]
    pub fn action(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// HCR02.
    #[must_use]
    pub fn certification_number(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// HCR03.
    #[must_use]
    pub fn reason(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// HCR04.
    #[must_use]
    pub fn second_opinion(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
