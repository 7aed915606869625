//! CAT: category of patient information.

use super::Segment;

/// Category of patient information.
#[derive(Debug, Clone, Copy)]
pub struct Cat<'a>(Segment<'a>);

impl<'a> Cat<'a> {
    /// The segment as `CAT`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CAT").then_some(Cat(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CAT01: AE attachment ...
    #[must_use]
    pub fn report_type(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CAT02: HL an HL7 document, IA an image, TX text ...
    #[must_use]
    pub fn format(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CAT03.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
