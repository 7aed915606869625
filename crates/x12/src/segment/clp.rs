//! CLP: claim payment information.

use super::Segment;

/// Claim payment information.
#[derive(Debug, Clone, Copy)]
pub struct Clp<'a>(Segment<'a>);

impl<'a> Clp<'a> {
    /// The segment as `CLP`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CLP").then_some(Clp(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CLP01.
    #[must_use]
    pub fn patient_control_number(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CLP02.
    #[must_use]
    pub fn status_code(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CLP03.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// CLP04.
    #[must_use]
    pub fn paid_amount(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// CLP05.
    #[must_use]
    pub fn patient_responsibility_amount(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// CLP06.
    #[must_use]
    pub fn filing_indicator(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// CLP07.
    #[must_use]
    pub fn payer_claim_control_number(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// CLP08.
    #[must_use]
    pub fn facility_type(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// CLP09.
    #[must_use]
    pub fn frequency_code(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// CLP10.
    #[must_use]
    pub fn patient_status(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// CLP11.
    #[must_use]
    pub fn drg(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// CLP12.
    #[must_use]
    pub fn drg_weight(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// CLP13.
    #[must_use]
    pub fn discharge_fraction(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// CLP14.
    #[must_use]
    pub fn yes_no(&self) -> &'a [u8] {
        self.0.element(14)
    }
}
