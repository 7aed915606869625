//! DMG: demographics.

use super::Segment;

/// Demographics.
#[derive(Debug, Clone, Copy)]
pub struct Dmg<'a>(Segment<'a>);

impl<'a> Dmg<'a> {
    /// The segment as `DMG`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"DMG").then_some(Dmg(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// DMG01.
    #[must_use]
    pub fn date_format(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// DMG02.
    #[must_use]
    pub fn birth_date(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// DMG03.
    #[must_use]
    pub fn sex(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
