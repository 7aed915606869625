//! TOO: tooth information.

use super::Segment;

/// Tooth information.
#[derive(Debug, Clone, Copy)]
pub struct Too<'a>(Segment<'a>);

impl<'a> Too<'a> {
    /// The segment as `TOO`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"TOO").then_some(Too(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// TOO01: JP, the universal numbering.
    #[must_use]
    pub fn code_list(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// TOO02.
    #[must_use]
    pub fn tooth(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// TOO03: the surfaces.
    pub fn surfaces(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(3)
            .components()
            .filter(|surface| !surface.is_empty())
    }
}
