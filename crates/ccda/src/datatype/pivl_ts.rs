//! `PIVL_TS`: how often something recurs.

use super::{IvlTs, Pq};
use crate::Element;

/// The frequency of a medication.
#[derive(Debug, Clone, Copy)]
pub struct PivlTs<'a>(Element<'a>);

impl<'a> PivlTs<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        PivlTs(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `period`.
    #[must_use]
    pub fn period(&self) -> Option<Pq<'a>> {
        self.0.child("period").map(Pq::new)
    }

    /// `phase`: one of the stretches that recur.
    #[must_use]
    pub fn phase(&self) -> Option<IvlTs<'a>> {
        self.0.child("phase").map(IvlTs::new)
    }

    /// `@institutionSpecified`: the hours are the institution's.
    #[must_use]
    pub fn institution_specified(&self) -> Option<bool> {
        self.0
            .attribute("institutionSpecified")
            .and_then(super::bl::truth)
    }
}
