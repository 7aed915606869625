//! CTX: context.

use super::Segment;

/// Context.
#[derive(Debug, Clone, Copy)]
pub struct Ctx<'a>(Segment<'a>);

impl<'a> Ctx<'a> {
    /// The segment as `CTX`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CTX").then_some(Ctx(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CTX01-1: what it is of: SITUATIONAL TRIGGER, or a business unit such as CLM01.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.0.component(1, 1)
    }

    /// CTX01-2: the business unit's own number.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.0.component(1, 2)
    }

    /// CTX02.
    #[must_use]
    pub fn segment_id(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CTX03.
    #[must_use]
    pub fn position(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// CTX04.
    #[must_use]
    pub fn loop_id(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// CTX05-1.
    #[must_use]
    pub fn element(&self) -> &'a [u8] {
        self.0.component(5, 1)
    }

    /// CTX05-2.
    #[must_use]
    pub fn component(&self) -> &'a [u8] {
        self.0.component(5, 2)
    }
}
