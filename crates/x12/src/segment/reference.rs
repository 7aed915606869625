//! REF: reference information.

use super::Segment;

/// Reference information.
#[derive(Debug, Clone, Copy)]
pub struct Ref<'a>(Segment<'a>);

impl<'a> Ref<'a> {
    /// The segment as `REF`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"REF").then_some(Ref(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// REF01.
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// REF02.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// REF03.
    #[must_use]
    pub fn description(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// REF04: another reference, as a composite.
    #[must_use]
    pub fn secondary(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// REF04-1 and REF04-2, the second reference.
    #[must_use]
    pub fn second(&self) -> (&'a [u8], &'a [u8]) {
        (self.0.component(4, 1), self.0.component(4, 2))
    }
}
