//! INS: insured benefit: who the patient is to the subscriber.

use super::Segment;

/// Insured benefit: who the patient is to the subscriber.
#[derive(Debug, Clone, Copy)]
pub struct Ins<'a>(Segment<'a>);

impl<'a> Ins<'a> {
    /// The segment as `INS`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"INS").then_some(Ins(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// INS01: Y, N.
    #[must_use]
    pub fn is_subscriber(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// INS02: 18 self, 01 spouse, 19 child ...
    #[must_use]
    pub fn relationship(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// INS03: 001 change: what was sent was corrected.
    #[must_use]
    pub fn maintenance_type(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// INS04.
    #[must_use]
    pub fn maintenance_reason(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// INS17.
    #[must_use]
    pub fn birth_sequence(&self) -> &'a [u8] {
        self.0.element(17)
    }
}
