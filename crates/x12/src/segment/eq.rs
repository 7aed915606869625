//! EQ: eligibility or benefit inquiry.

use super::{Procedure, Segment};

/// Eligibility or benefit inquiry.
#[derive(Debug, Clone, Copy)]
pub struct Eq<'a>(Segment<'a>);

impl<'a> Eq<'a> {
    /// The segment as `EQ`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"EQ").then_some(Eq(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// EQ03: IND, FAM ...
    #[must_use]
    pub fn coverage_level(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// EQ04.
    #[must_use]
    pub fn insurance_type(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// EQ01: it repeats.
    pub fn service_types(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0.repetitions(1).map(|it| it.component(1))
    }

    /// EQ02.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(2))
    }

    /// EQ05: which diagnoses of the level, by their number.
    pub fn diagnosis_pointers(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0.composite(5).components().filter(|it| !it.is_empty())
    }
}
