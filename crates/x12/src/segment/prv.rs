//! PRV: provider specialty.

use super::Segment;

/// Provider specialty.
#[derive(Debug, Clone, Copy)]
pub struct Prv<'a>(Segment<'a>);

impl<'a> Prv<'a> {
    /// The segment as `PRV`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"PRV").then_some(Prv(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// PRV01: BI billing, PE performing, AT attending, RF referring.
    #[must_use]
    pub fn provider_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// PRV02.
    #[must_use]
    pub fn id_qualifier(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// PRV03.
    #[must_use]
    pub fn taxonomy(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
