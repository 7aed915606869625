//! LQ: industry code: a remark (835) or a form (837).

use super::Segment;

/// Industry code: a remark (835) or a form (837).
#[derive(Debug, Clone, Copy)]
pub struct Lq<'a>(Segment<'a>);

impl<'a> Lq<'a> {
    /// The segment as `LQ`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"LQ").then_some(Lq(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// LQ01: HE remark codes, RX NCPDP.
    #[must_use]
    pub fn list_qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// LQ02.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(2)
    }
}
