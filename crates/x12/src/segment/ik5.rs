//! IK5: transaction set response trailer.

use super::Segment;
use super::ak9::errors;

/// Transaction set response trailer.
#[derive(Debug, Clone, Copy)]
pub struct Ik5<'a>(Segment<'a>);

impl<'a> Ik5<'a> {
    /// The segment as `IK5`, or `AK5` of a 997, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        matches!(segment.id(), b"IK5" | b"AK5").then_some(Ik5(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// IK501: A accepted, E with errors, M W X refused for security, R rejected.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// IK502 to IK506: transaction set syntax error codes.
    pub fn errors(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        errors(self.0, 2)
    }
}
