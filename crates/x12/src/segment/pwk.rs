//! PWK: paperwork: an attachment.

use super::Segment;

/// Paperwork: an attachment.
#[derive(Debug, Clone, Copy)]
pub struct Pwk<'a>(Segment<'a>);

impl<'a> Pwk<'a> {
    /// The segment as `PWK`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"PWK").then_some(Pwk(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// PWK01.
    #[must_use]
    pub fn report_type(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// PWK02.
    #[must_use]
    pub fn transmission_code(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// PWK05.
    #[must_use]
    pub fn id_qualifier(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// PWK06.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
