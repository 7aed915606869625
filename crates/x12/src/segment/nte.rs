//! NTE: note.

use super::Segment;

/// Note.
#[derive(Debug, Clone, Copy)]
pub struct Nte<'a>(Segment<'a>);

impl<'a> Nte<'a> {
    /// The segment as `NTE`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"NTE").then_some(Nte(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// NTE01.
    #[must_use]
    pub fn reference_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// NTE02.
    #[must_use]
    pub fn text(&self) -> &'a [u8] {
        self.0.element(2)
    }
}
