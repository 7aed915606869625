//! N1: party: payer or payee of an 835.

use super::Segment;

/// Party: payer or payee of an 835.
#[derive(Debug, Clone, Copy)]
pub struct N1<'a>(Segment<'a>);

impl<'a> N1<'a> {
    /// The segment as `N1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"N1").then_some(N1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// N101: PR payer, PE payee.
    #[must_use]
    pub fn entity_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// N102.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// N103.
    #[must_use]
    pub fn id_qualifier(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// N104.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
