//! STC: status information.

use super::{Composite, Segment};

/// Status information.
#[derive(Debug, Clone, Copy)]
pub struct Stc<'a>(Segment<'a>);

impl<'a> Stc<'a> {
    /// The segment as `STC`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"STC").then_some(Stc(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// STC02.
    #[must_use]
    pub fn effective_date(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// STC03: WQ accept, U reject.
    #[must_use]
    pub fn action_code(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// STC04.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// STC05.
    #[must_use]
    pub fn paid_amount(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// STC06.
    #[must_use]
    pub fn adjudication_date(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// STC08.
    #[must_use]
    pub fn payment_date(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// STC09.
    #[must_use]
    pub fn check_number(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// STC12.
    #[must_use]
    pub fn message(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// STC01, STC10 and STC11, those that were sent, with their elements' numbers.
    pub fn statuses(&self) -> impl Iterator<Item = (usize, ClaimStatus<'a>)> + use<'a> {
        let segment = self.0;
        [1, 10, 11].into_iter().filter_map(move |element| {
            let composite = segment.composite(element);
            (!composite.is_empty()).then_some((element, ClaimStatus(composite)))
        })
    }
}

/// Health care claim status: STC01, STC10 or STC11.
#[derive(Debug, Clone, Copy)]
pub struct ClaimStatus<'a>(Composite<'a>);

impl<'a> ClaimStatus<'a> {
    /// Component 1: category, such as A2.
    #[must_use]
    pub fn category(&self) -> &'a [u8] {
        self.0.component(1)
    }

    /// Component 2: status, such as 20.
    #[must_use]
    pub fn status(&self) -> &'a [u8] {
        self.0.component(2)
    }

    /// Component 3: whom the status is about.
    #[must_use]
    pub fn entity(&self) -> &'a [u8] {
        self.0.component(3)
    }

    /// Component 4: the list that the status is from; the one of claim statuses where it is empty.
    #[must_use]
    pub fn code_list(&self) -> &'a [u8] {
        self.0.component(4)
    }
}
