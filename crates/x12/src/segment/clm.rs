//! CLM: claim.

use super::Segment;

/// Claim.
#[derive(Debug, Clone, Copy)]
pub struct Clm<'a>(Segment<'a>);

impl<'a> Clm<'a> {
    /// The segment as `CLM`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CLM").then_some(Clm(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CLM01.
    #[must_use]
    pub fn patient_control_number(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CLM02.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CLM05-1: place of service (P), type of bill (I).
    #[must_use]
    pub fn facility_code(&self) -> &'a [u8] {
        self.0.component(5, 1)
    }

    /// CLM05-2.
    #[must_use]
    pub fn facility_qualifier(&self) -> &'a [u8] {
        self.0.component(5, 2)
    }

    /// CLM05-3.
    #[must_use]
    pub fn frequency_code(&self) -> &'a [u8] {
        self.0.component(5, 3)
    }

    /// CLM06.
    #[must_use]
    pub fn provider_signature(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// CLM07.
    #[must_use]
    pub fn assignment_code(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// CLM08.
    #[must_use]
    pub fn benefits_assigned(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// CLM09.
    #[must_use]
    pub fn release_code(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// CLM10.
    #[must_use]
    pub fn patient_signature(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// CLM11-1.
    #[must_use]
    pub fn related_cause_1(&self) -> &'a [u8] {
        self.0.component(11, 1)
    }

    /// CLM11-2.
    #[must_use]
    pub fn related_cause_2(&self) -> &'a [u8] {
        self.0.component(11, 2)
    }

    /// CLM11-3.
    #[must_use]
    pub fn related_cause_3(&self) -> &'a [u8] {
        self.0.component(11, 3)
    }

    /// CLM11-4.
    #[must_use]
    pub fn accident_state(&self) -> &'a [u8] {
        self.0.component(11, 4)
    }

    /// CLM11-5.
    #[must_use]
    pub fn accident_country(&self) -> &'a [u8] {
        self.0.component(11, 5)
    }

    /// CLM12.
    #[must_use]
    pub fn special_program(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// CLM20.
    #[must_use]
    pub fn delay_reason(&self) -> &'a [u8] {
        self.0.element(20)
    }
}
