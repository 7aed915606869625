//! HL: hierarchical level.

use super::Segment;

/// Hierarchical level.
#[derive(Debug, Clone, Copy)]
pub struct Hl<'a>(Segment<'a>);

impl<'a> Hl<'a> {
    /// The segment as `HL`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"HL").then_some(Hl(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// HL01.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// HL02.
    #[must_use]
    pub fn parent_id(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// HL03: 20 billing provider, 22 subscriber, 23 patient.
    #[must_use]
    pub fn level_code(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// HL04: 1 has children.
    #[must_use]
    pub fn child_code(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
