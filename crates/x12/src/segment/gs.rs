//! GS: functional group header.

use super::Segment;

/// Functional group header.
#[derive(Debug, Clone, Copy)]
pub struct Gs<'a>(Segment<'a>);

impl<'a> Gs<'a> {
    /// The segment as `GS`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"GS").then_some(Gs(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// GS01.
    #[must_use]
    pub fn functional_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// GS02.
    #[must_use]
    pub fn sender(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// GS03.
    #[must_use]
    pub fn receiver(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// GS04: CCYYMMDD.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// GS05: HHMM, HHMMSS or HHMMSSDD.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// GS06.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// GS07.
    #[must_use]
    pub fn agency(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// GS08: version, release and guide, such as 005010X221A1.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(8)
    }
}
