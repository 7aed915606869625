//! HI: health care codes: diagnoses, procedures, occurrences, values, conditions.

use super::{Composite, Segment};

/// Health care codes: diagnoses, procedures, occurrences, values, conditions.
#[derive(Debug, Clone, Copy)]
pub struct Hi<'a>(Segment<'a>);

impl<'a> Hi<'a> {
    /// The segment as `HI`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"HI").then_some(Hi(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// HI01 to HI12. Those of which nothing was sent are left out, but keep their number.
    pub fn values(&self) -> impl Iterator<Item = HiValue<'a>> + use<'a> {
        let segment = self.0;
        (1..=12_u8)
            .map(move |ordinal| HiValue {
                ordinal,
                composite: segment.composite(ordinal.into()),
            })
            .filter(|value| !value.composite.is_empty())
    }

    /// How many elements say something beyond HI12, the last one that has a meaning.
    #[must_use]
    pub fn surplus(&self) -> usize {
        self.0
            .elements()
            .skip(12)
            .filter(|it| !it.is_empty())
            .count()
    }
}

/// One code with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct HiValue<'a> {
    /// Which of the twelve it is, from 1.
    pub ordinal: u8,
    composite: Composite<'a>,
}

impl<'a> HiValue<'a> {
    /// HIxx-1: ABK or BK principal diagnosis, ABF or BF other, BBR or BR principal procedure ...
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.composite.component(1)
    }

    /// HIxx-2.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.composite.component(2)
    }

    /// HIxx-3: D8 or RD8.
    #[must_use]
    pub fn date_format(&self) -> &'a [u8] {
        self.composite.component(3)
    }

    /// HIxx-4: of a procedure or an occurrence.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.composite.component(4)
    }

    /// HIxx-5: of a value code.
    #[must_use]
    pub fn amount(&self) -> &'a [u8] {
        self.composite.component(5)
    }

    /// HIxx-6.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.composite.component(6)
    }

    /// HIxx-9: whether a diagnosis was present on admission.
    #[must_use]
    pub fn present_on_admission(&self) -> &'a [u8] {
        self.composite.component(9)
    }
}
