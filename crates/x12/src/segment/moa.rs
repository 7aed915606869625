//! MOA: outpatient adjudication.

use super::Segment;

/// Outpatient adjudication.
#[derive(Debug, Clone, Copy)]
pub struct Moa<'a>(Segment<'a>);

impl<'a> Moa<'a> {
    /// The segment as `MOA`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"MOA").then_some(Moa(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// MOA01.
    #[must_use]
    pub fn reimbursement_rate(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// MOA02.
    #[must_use]
    pub fn hcpcs_payable_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// MOA03.
    #[must_use]
    pub fn remark_1(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// MOA04.
    #[must_use]
    pub fn remark_2(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// MOA05.
    #[must_use]
    pub fn remark_3(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// MOA06.
    #[must_use]
    pub fn remark_4(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// MOA07.
    #[must_use]
    pub fn remark_5(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// MOA08.
    #[must_use]
    pub fn esrd_amount(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// MOA09.
    #[must_use]
    pub fn nonpayable_professional_component_amount(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// MOA03 to MOA07: the remark codes sent, each with the number of its element.
    pub fn remarks(&self) -> impl Iterator<Item = (u8, &'a [u8])> + use<'a> {
        let segment = self.0;
        [3, 4, 5, 6, 7]
            .into_iter()
            .map(move |number| (number, segment.element(usize::from(number))))
            .filter(|(_, code)| !code.is_empty())
    }
}
