//! PLB: provider level adjustments.

use std::fmt;

use super::Segment;

/// Provider level adjustments.
#[derive(Debug, Clone, Copy)]
pub struct Plb<'a>(Segment<'a>);

impl<'a> Plb<'a> {
    /// The segment as `PLB`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"PLB").then_some(Plb(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// PLB01.
    #[must_use]
    pub fn provider_id(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// PLB02.
    #[must_use]
    pub fn fiscal_period_date(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// PLB03 to PLB14 as pairs. Those of which nothing was sent are left out, but keep their number.
    pub fn adjustments(&self) -> impl Iterator<Item = PlbAdjustment<'a>> + use<'a> {
        let segment = self.0;
        (1..=6_u8)
            .map(move |ordinal| PlbAdjustment::of(segment, ordinal))
            .filter(|pair| {
                !(pair.reason_code.is_empty()
                    && pair.reference_id.is_empty()
                    && pair.amount.is_empty())
            })
    }

    /// How many elements say something beyond PLB14, the last one that has a meaning.
    #[must_use]
    pub fn surplus(&self) -> usize {
        self.0
            .elements()
            .skip(14)
            .filter(|it| !it.is_empty())
            .count()
    }
}

/// One provider level adjustment.
#[derive(Clone, Copy)]
pub struct PlbAdjustment<'a> {
    /// Which of the six it is, from 1.
    pub ordinal: u8,
    /// PLB03-1, PLB05-1 ...
    pub reason_code: &'a [u8],
    /// PLB03-2, PLB05-2 ...
    pub reference_id: &'a [u8],
    /// PLB04, PLB06 ...: positive takes from the payment, negative adds to it.
    pub amount: &'a [u8],
}

impl<'a> PlbAdjustment<'a> {
    fn of(segment: Segment<'a>, ordinal: u8) -> Self {
        let at = usize::from(ordinal) * 2 + 1;
        let reason = segment.composite(at);
        PlbAdjustment {
            ordinal,
            reason_code: reason.component(1),
            reference_id: reason.component(2),
            amount: segment.element(at + 1),
        }
    }

    /// Number of the element that holds the reason.
    #[must_use]
    pub fn first_element(&self) -> usize {
        usize::from(self.ordinal) * 2 + 1
    }
}

impl fmt::Debug for PlbAdjustment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlbAdjustment({})", self.ordinal)
    }
}
