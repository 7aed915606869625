//! DTM: date or time, in 835.

use super::Segment;

/// Date or time, in 835.
#[derive(Debug, Clone, Copy)]
pub struct Dtm<'a>(Segment<'a>);

impl<'a> Dtm<'a> {
    /// The segment as `DTM`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"DTM").then_some(Dtm(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// DTM01.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// DTM02: CCYYMMDD.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// DTM03.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
