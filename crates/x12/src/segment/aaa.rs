//! AAA: request validation: why what was asked for could not be answered.

use super::Segment;

/// Request validation: why what was asked for could not be answered.
#[derive(Debug, Clone, Copy)]
pub struct Aaa<'a>(Segment<'a>);

impl<'a> Aaa<'a> {
    /// The segment as `AAA`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"AAA").then_some(Aaa(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// AAA01: Y the request is valid, N it is not.
    #[must_use]
    pub fn valid(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// AAA03: such as 75 subscriber not found.
    #[must_use]
    pub fn reject_reason(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// AAA04: such as C please correct and resubmit.
    #[must_use]
    pub fn follow_up(&self) -> &'a [u8] {
        self.0.element(4)
    }
}
