//! III: information: facility, or nature of injury, that a benefit is asked or told for.

use super::Segment;

/// Information: facility, or nature of injury, that a benefit is asked or told for.
#[derive(Debug, Clone, Copy)]
pub struct Iii<'a>(Segment<'a>);

impl<'a> Iii<'a> {
    /// The segment as `III`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"III").then_some(Iii(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// III01: ZZ place of service ...
    #[must_use]
    pub fn code_list(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// III02.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// III03.
    #[must_use]
    pub fn category(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// III04.
    #[must_use]
    pub fn message(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
