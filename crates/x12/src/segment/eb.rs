//! EB: eligibility or benefit information.

use super::{Procedure, Segment};

/// Eligibility or benefit information.
#[derive(Debug, Clone, Copy)]
pub struct Eb<'a>(Segment<'a>);

impl<'a> Eb<'a> {
    /// The segment as `EB`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"EB").then_some(Eb(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// EB01: 1 active, 6 inactive, B co-payment, C deductible ...
    #[must_use]
    pub fn information_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// EB02: IND, FAM ...
    #[must_use]
    pub fn coverage_level(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// EB04: MA, MB, HM ...
    #[must_use]
    pub fn insurance_type(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// EB05.
    #[must_use]
    pub fn plan_description(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// EB06: 29 remaining, 23 calendar year ...
    #[must_use]
    pub fn time_period(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// EB07.
    #[must_use]
    pub fn amount(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// EB08: as a fraction of 1.
    #[must_use]
    pub fn percent(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// EB09.
    #[must_use]
    pub fn quantity_qualifier(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// EB10.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// EB11: Y, N, U.
    #[must_use]
    pub fn authorization_required(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// EB12: Y, N, U, W.
    #[must_use]
    pub fn in_network(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// EB03: it repeats.
    pub fn service_types(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0.repetitions(3).map(|it| it.component(1))
    }

    /// EB13.
    #[must_use]
    pub fn procedure(&self) -> Procedure<'a> {
        Procedure::of(self.0.composite(13))
    }

    /// EB14: which diagnoses of the level, by their number.
    pub fn diagnosis_pointers(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.0
            .composite(14)
            .components()
            .filter(|it| !it.is_empty())
    }
}
