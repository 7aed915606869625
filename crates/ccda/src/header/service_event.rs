//! `documentationOf/serviceEvent`: the care, or the procedure, the document tells of.

use super::Performer;
use crate::Element;
use crate::datatype::{Cd, Ii, IvlTs};

/// `documentationOf/serviceEvent`.
#[derive(Debug, Clone, Copy)]
pub struct ServiceEvent<'a>(Element<'a>);

impl<'a> ServiceEvent<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        ServiceEvent(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@classCode`: PCPR in a CCD.
    #[must_use]
    pub fn class_code(&self) -> Option<&'a str> {
        self.0.attribute("classCode").map(str::trim)
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("id").map(Ii::new)
    }

    /// `code`.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `effectiveTime`.
    #[must_use]
    pub fn effective_time(&self) -> Option<IvlTs<'a>> {
        self.0.child("effectiveTime").map(IvlTs::new)
    }

    /// `performer`.
    pub fn performers(&self) -> impl Iterator<Item = Performer<'a>> + use<'a> {
        self.0.children("performer").map(Performer::new)
    }
}
