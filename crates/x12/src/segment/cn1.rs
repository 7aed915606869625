//! CN1: contract information.

use super::Segment;

/// Contract information.
#[derive(Debug, Clone, Copy)]
pub struct Cn1<'a>(Segment<'a>);

impl<'a> Cn1<'a> {
    /// The segment as `CN1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CN1").then_some(Cn1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CN101.
    #[must_use]
    pub fn contract_type(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CN102.
    #[must_use]
    pub fn amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CN103.
    #[must_use]
    pub fn percent(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// CN104.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// CN105.
    #[must_use]
    pub fn terms_discount(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// CN106.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
