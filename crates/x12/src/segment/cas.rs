//! CAS: adjustments of a claim or a line.

use std::fmt;

use super::Segment;

/// Adjustments of a claim or a line.
#[derive(Debug, Clone, Copy)]
pub struct Cas<'a>(Segment<'a>);

impl<'a> Cas<'a> {
    /// The segment as `CAS`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CAS").then_some(Cas(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CAS01: CO, PR, OA, PI, CR.
    #[must_use]
    pub fn group_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CAS02 to CAS19 as triplets. Those of which nothing was sent are left out, but keep their
    /// number.
    pub fn triplets(&self) -> impl Iterator<Item = Triplet<'a>> + use<'a> {
        let segment = self.0;
        (1..=6_u8)
            .map(move |ordinal| Triplet::of(segment, ordinal))
            .filter(|t| !t.is_empty())
    }

    /// How many elements say something beyond CAS19, the last one that has a meaning.
    #[must_use]
    pub fn surplus(&self) -> usize {
        self.0
            .elements()
            .skip(19)
            .filter(|it| !it.is_empty())
            .count()
    }
}

/// One adjustment: reason, amount and quantity.
#[derive(Clone, Copy)]
pub struct Triplet<'a> {
    /// Which of the six it is, from 1.
    pub ordinal: u8,
    /// CAS02, CAS05, CAS08 ...: the claim adjustment reason code.
    pub reason: &'a [u8],
    /// CAS03, CAS06, CAS09 ...
    pub amount: &'a [u8],
    /// CAS04, CAS07, CAS10 ...
    pub quantity: &'a [u8],
}

impl<'a> Triplet<'a> {
    fn of(segment: Segment<'a>, ordinal: u8) -> Self {
        let at = usize::from(ordinal) * 3 - 1;
        Triplet {
            ordinal,
            reason: segment.element(at),
            amount: segment.element(at + 1),
            quantity: segment.element(at + 2),
        }
    }

    /// Number of the element that holds the reason.
    #[must_use]
    pub fn first_element(&self) -> usize {
        usize::from(self.ordinal) * 3 - 1
    }

    fn is_empty(&self) -> bool {
        self.reason.is_empty() && self.amount.is_empty() && self.quantity.is_empty()
    }
}

impl fmt::Debug for Triplet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Triplet({})", self.ordinal)
    }
}
