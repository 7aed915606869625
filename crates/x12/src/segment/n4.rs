//! N4: city, state, postal code.

use super::Segment;

/// City, state, postal code.
#[derive(Debug, Clone, Copy)]
pub struct N4<'a>(Segment<'a>);

impl<'a> N4<'a> {
    /// The segment as `N4`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"N4").then_some(N4(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// N401.
    #[must_use]
    pub fn city(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// N402.
    #[must_use]
    pub fn state(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// N403.
    #[must_use]
    pub fn postal_code(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// N404.
    #[must_use]
    pub fn country(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// N407.
    #[must_use]
    pub fn subdivision(&self) -> &'a [u8] {
        self.0.element(7)
    }
}
