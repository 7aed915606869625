//! NM1: party.

use super::Segment;

/// Party.
#[derive(Debug, Clone, Copy)]
pub struct Nm1<'a>(Segment<'a>);

impl<'a> Nm1<'a> {
    /// The segment as `NM1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"NM1").then_some(Nm1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// NM101.
    #[must_use]
    pub fn entity_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// NM102: 1 person, 2 organisation.
    #[must_use]
    pub fn entity_type(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// NM103.
    #[must_use]
    pub fn last_or_organization_name(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// NM104.
    #[must_use]
    pub fn first_name(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// NM105.
    #[must_use]
    pub fn middle_name(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// NM106.
    #[must_use]
    pub fn prefix(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// NM107.
    #[must_use]
    pub fn suffix(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// NM108.
    #[must_use]
    pub fn id_qualifier(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// NM109.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// NM110.
    #[must_use]
    pub fn relationship_code(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// NM112.
    #[must_use]
    pub fn second_name(&self) -> &'a [u8] {
        self.0.element(12)
    }
}
