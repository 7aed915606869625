//! TS2: provider supplemental summary, by DRG.

use super::Segment;

/// Provider supplemental summary, by DRG.
#[derive(Debug, Clone, Copy)]
pub struct Ts2<'a>(Segment<'a>);

impl<'a> Ts2<'a> {
    /// The segment as `TS2`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"TS2").then_some(Ts2(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// TS201.
    #[must_use]
    pub fn drg_amount(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// TS202.
    #[must_use]
    pub fn federal_specific_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// TS203.
    #[must_use]
    pub fn hospital_specific_amount(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// TS204.
    #[must_use]
    pub fn disproportionate_share_amount(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// TS205.
    #[must_use]
    pub fn capital_amount(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// TS206.
    #[must_use]
    pub fn indirect_medical_education_amount(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// TS207.
    #[must_use]
    pub fn outlier_day_count(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// TS208.
    #[must_use]
    pub fn day_outlier_amount(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// TS209.
    #[must_use]
    pub fn cost_outlier_amount(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// TS210.
    #[must_use]
    pub fn average_length_of_stay(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// TS211.
    #[must_use]
    pub fn discharge_count(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// TS212.
    #[must_use]
    pub fn cost_report_day_count(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// TS213.
    #[must_use]
    pub fn covered_day_count(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// TS214.
    #[must_use]
    pub fn noncovered_day_count(&self) -> &'a [u8] {
        self.0.element(14)
    }

    /// TS215.
    #[must_use]
    pub fn msp_pass_through_amount(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// TS216.
    #[must_use]
    pub fn average_drg_weight(&self) -> &'a [u8] {
        self.0.element(16)
    }

    /// TS217.
    #[must_use]
    pub fn pps_capital_federal_amount(&self) -> &'a [u8] {
        self.0.element(17)
    }

    /// TS218.
    #[must_use]
    pub fn pps_capital_hospital_amount(&self) -> &'a [u8] {
        self.0.element(18)
    }

    /// TS219.
    #[must_use]
    pub fn pps_disproportionate_share_amount(&self) -> &'a [u8] {
        self.0.element(19)
    }
}
