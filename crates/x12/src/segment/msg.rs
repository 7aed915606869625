//! MSG: message text.

use super::Segment;

/// Message text.
#[derive(Debug, Clone, Copy)]
pub struct Msg<'a>(Segment<'a>);

impl<'a> Msg<'a> {
    /// The segment as `MSG`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"MSG").then_some(Msg(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// MSG01.
    #[must_use]
    pub fn text(&self) -> &'a [u8] {
        self.0.element(1)
    }
}
