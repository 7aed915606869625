//! MIA: inpatient adjudication.

use super::Segment;

/// Inpatient adjudication.
#[derive(Debug, Clone, Copy)]
pub struct Mia<'a>(Segment<'a>);

impl<'a> Mia<'a> {
    /// The segment as `MIA`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"MIA").then_some(Mia(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// MIA01.
    #[must_use]
    pub fn covered_days(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// MIA02.
    #[must_use]
    pub fn pps_operating_outlier_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// MIA03.
    #[must_use]
    pub fn lifetime_psychiatric_days(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// MIA04.
    #[must_use]
    pub fn drg_amount(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// MIA05.
    #[must_use]
    pub fn remark_1(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// MIA06.
    #[must_use]
    pub fn disproportionate_share_amount(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// MIA07.
    #[must_use]
    pub fn msp_pass_through_amount(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// MIA08.
    #[must_use]
    pub fn pps_capital_amount(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// MIA09.
    #[must_use]
    pub fn pps_capital_fsp_drg_amount(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// MIA10.
    #[must_use]
    pub fn pps_capital_hsp_drg_amount(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// MIA11.
    #[must_use]
    pub fn pps_capital_dsh_drg_amount(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// MIA12.
    #[must_use]
    pub fn old_capital_amount(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// MIA13.
    #[must_use]
    pub fn pps_capital_ime_amount(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// MIA14.
    #[must_use]
    pub fn pps_operating_hospital_drg_amount(&self) -> &'a [u8] {
        self.0.element(14)
    }

    /// MIA15.
    #[must_use]
    pub fn cost_report_days(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// MIA16.
    #[must_use]
    pub fn pps_operating_federal_drg_amount(&self) -> &'a [u8] {
        self.0.element(16)
    }

    /// MIA17.
    #[must_use]
    pub fn pps_capital_outlier_amount(&self) -> &'a [u8] {
        self.0.element(17)
    }

    /// MIA18.
    #[must_use]
    pub fn indirect_teaching_amount(&self) -> &'a [u8] {
        self.0.element(18)
    }

    /// MIA19.
    #[must_use]
    pub fn nonpayable_professional_component_amount(&self) -> &'a [u8] {
        self.0.element(19)
    }

    /// MIA20.
    #[must_use]
    pub fn remark_2(&self) -> &'a [u8] {
        self.0.element(20)
    }

    /// MIA21.
    #[must_use]
    pub fn remark_3(&self) -> &'a [u8] {
        self.0.element(21)
    }

    /// MIA22.
    #[must_use]
    pub fn remark_4(&self) -> &'a [u8] {
        self.0.element(22)
    }

    /// MIA23.
    #[must_use]
    pub fn remark_5(&self) -> &'a [u8] {
        self.0.element(23)
    }

    /// MIA24.
    #[must_use]
    pub fn capital_exception_amount(&self) -> &'a [u8] {
        self.0.element(24)
    }

    /// MIA05 and MIA20 to MIA23: the remark codes sent, each with the number of its element.
    pub fn remarks(&self) -> impl Iterator<Item = (u8, &'a [u8])> + use<'a> {
        let segment = self.0;
        [5, 20, 21, 22, 23]
            .into_iter()
            .map(move |number| (number, segment.element(usize::from(number))))
            .filter(|(_, code)| !code.is_empty())
    }
}
