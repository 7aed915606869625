//! AK9: functional group response trailer.

use super::Segment;

/// Functional group response trailer.
#[derive(Debug, Clone, Copy)]
pub struct Ak9<'a>(Segment<'a>);

impl<'a> Ak9<'a> {
    /// The segment as `AK9`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"AK9").then_some(Ak9(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// AK901: A accepted, E with errors, P partially, M W X refused for security, R rejected.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// AK902.
    #[must_use]
    pub fn included(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// AK903.
    #[must_use]
    pub fn received(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// AK904.
    #[must_use]
    pub fn accepted(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// AK905 to AK909: functional group syntax error codes.
    pub fn errors(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        errors(self.0, 5)
    }
}

/// Up to five codes from this element on.
pub(super) fn errors<'a>(
    segment: Segment<'a>,
    first: usize,
) -> impl Iterator<Item = &'a [u8]> + use<'a> {
    (first..first + 5)
        .map(move |number| segment.element(number))
        .filter(|code| !code.is_empty())
}
