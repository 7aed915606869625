//! `IVL_PQ`: a range of quantities.

use super::{NullFlavor, Pq};
use crate::Element;

/// A quantity, or a range with one end or both.
#[derive(Debug, Clone, Copy)]
pub struct IvlPq<'a>(Element<'a>);

impl<'a> IvlPq<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        IvlPq(element)
    }

    /// `@value` and `@unit`, where it is one quantity.
    #[must_use]
    pub fn single(&self) -> Pq<'a> {
        Pq::new(self.0)
    }

    /// `low`.
    #[must_use]
    pub fn low(&self) -> Option<Pq<'a>> {
        self.0.child("low").map(Pq::new)
    }

    /// `high`.
    #[must_use]
    pub fn high(&self) -> Option<Pq<'a>> {
        self.0.child("high").map(Pq::new)
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
