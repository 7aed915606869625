//! ST: transaction set header.

use super::Segment;

/// Transaction set header.
#[derive(Debug, Clone, Copy)]
pub struct St<'a>(Segment<'a>);

impl<'a> St<'a> {
    /// The segment as `ST`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"ST").then_some(St(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// ST01.
    #[must_use]
    pub fn set_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// ST02.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// ST03: guide, from 005010 on.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
