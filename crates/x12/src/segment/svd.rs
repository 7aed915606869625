//! SVD: line adjudication by another payer.

use super::{Procedure, Segment};

/// Line adjudication by another payer.
#[derive(Debug, Clone, Copy)]
pub struct Svd<'a>(Segment<'a>);

impl<'a> Svd<'a> {
    /// The segment as `SVD`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"SVD").then_some(Svd(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// SVD01.
    #[must_use]
    pub fn payer_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// SVD02.
    #[must_use]
    pub fn paid_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// SVD04.
    #[must_use]
    pub fn revenue_code(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// SVD05.
    #[must_use]
    pub fn paid_units(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// SVD06.
    #[must_use]
    pub fn bundled_line(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// SVD03.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(3))
    }
}
