//! DN1: orthodontic information.

use super::Segment;

/// Orthodontic information.
#[derive(Debug, Clone, Copy)]
pub struct Dn1<'a>(Segment<'a>);

impl<'a> Dn1<'a> {
    /// The segment as `DN1`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"DN1").then_some(Dn1(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// DN101.
    #[must_use]
    pub fn total_months(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// DN102.
    #[must_use]
    pub fn remaining_months(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// DN103: Y where treatment goes on that another began.
    #[must_use]
    pub fn transfer(&self) -> &'a [u8] {
        self.0.element(3)
    }
}
