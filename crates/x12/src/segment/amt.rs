//! AMT: monetary amount.

use super::Segment;

/// Monetary amount.
#[derive(Debug, Clone, Copy)]
pub struct Amt<'a>(Segment<'a>);

impl<'a> Amt<'a> {
    /// The segment as `AMT`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"AMT").then_some(Amt(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// AMT01.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// AMT02.
    #[must_use]
    pub fn amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// AMT03.
    #[must_use]
    pub fn credit_debit(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
