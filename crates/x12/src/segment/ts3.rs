//! TS3: provider summary.

use super::Segment;

/// Provider summary.
#[derive(Debug, Clone, Copy)]
pub struct Ts3<'a>(Segment<'a>);

impl<'a> Ts3<'a> {
    /// The segment as `TS3`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"TS3").then_some(Ts3(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// TS301.
    #[must_use]
    pub fn provider_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// TS302.
    #[must_use]
    pub fn facility_type(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// TS303.
    #[must_use]
    pub fn fiscal_period_date(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// TS304.
    #[must_use]
    pub fn claim_count(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// TS305.
    #[must_use]
    pub fn charge_amount(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// TS313.
    #[must_use]
    pub fn msp_payer_amount(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// TS315.
    #[must_use]
    pub fn non_lab_charge_amount(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// TS317.
    #[must_use]
    pub fn hcpcs_reportable_amount(&self) -> &'a [u8] {
        self.0.element(17)
    }

    /// TS318.
    #[must_use]
    pub fn hcpcs_payable_amount(&self) -> &'a [u8] {
        self.0.element(18)
    }

    /// TS320.
    #[must_use]
    pub fn professional_component_amount(&self) -> &'a [u8] {
        self.0.element(20)
    }

    /// TS321.
    #[must_use]
    pub fn msp_patient_amount(&self) -> &'a [u8] {
        self.0.element(21)
    }

    /// TS322.
    #[must_use]
    pub fn patient_reimbursement_amount(&self) -> &'a [u8] {
        self.0.element(22)
    }

    /// TS323.
    #[must_use]
    pub fn pip_claim_count(&self) -> &'a [u8] {
        self.0.element(23)
    }

    /// TS324.
    #[must_use]
    pub fn pip_adjustment_amount(&self) -> &'a [u8] {
        self.0.element(24)
    }
}
