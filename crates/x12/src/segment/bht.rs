//! BHT: beginning of hierarchical transaction.

use super::Segment;

/// Beginning of hierarchical transaction.
#[derive(Debug, Clone, Copy)]
pub struct Bht<'a>(Segment<'a>);

impl<'a> Bht<'a> {
    /// The segment as `BHT`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"BHT").then_some(Bht(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// BHT01.
    #[must_use]
    pub fn structure_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// BHT02: 00 original, 18 reissue.
    #[must_use]
    pub fn purpose(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// BHT03.
    #[must_use]
    pub fn reference_id(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// BHT04.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// BHT05.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// BHT06: CH chargeable, RP reporting, 31 subrogation.
    #[must_use]
    pub fn transaction_type(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
