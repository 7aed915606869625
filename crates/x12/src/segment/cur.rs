//! CUR: foreign currency.

use super::Segment;

/// Foreign currency.
#[derive(Debug, Clone, Copy)]
pub struct Cur<'a>(Segment<'a>);

impl<'a> Cur<'a> {
    /// The segment as `CUR`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CUR").then_some(Cur(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CUR01.
    #[must_use]
    pub fn entity_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CUR02.
    #[must_use]
    pub fn currency(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CUR03.
    #[must_use]
    pub fn exchange_rate(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
