//! DN2: tooth status.

use super::Segment;

/// Tooth status.
#[derive(Debug, Clone, Copy)]
pub struct Dn2<'a>(Segment<'a>);

impl<'a> Dn2<'a> {
    /// The segment as `DN2`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"DN2").then_some(Dn2(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// DN201.
    #[must_use]
    pub fn tooth(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// DN202: E to be extracted, M missing.
    #[must_use]
    pub fn status(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// DN206.
    #[must_use]
    pub fn code_list(&self) -> &'a [u8] {
        self.0.element(6)
    }
}
