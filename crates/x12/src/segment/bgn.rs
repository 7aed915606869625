//! BGN: beginning of a set.

use super::Segment;

/// Beginning of a set.
#[derive(Debug, Clone, Copy)]
pub struct Bgn<'a>(Segment<'a>);

impl<'a> Bgn<'a> {
    /// The segment as `BGN`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"BGN").then_some(Bgn(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// BGN01: 02 unasked, 11 an answer.
    #[must_use]
    pub fn purpose(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// BGN02.
    #[must_use]
    pub fn reference_id(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// BGN03.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// BGN04.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
