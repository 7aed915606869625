//! Organizations, whatever the role they are in.

use crate::Element;
use crate::datatype::{Ad, Cd, En, Ii, Tel};

/// `representedOrganization`, `providerOrganization`, `representedCustodianOrganization` and others.
#[derive(Debug, Clone, Copy)]
pub struct Organization<'a>(Element<'a>);

impl<'a> Organization<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Organization(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("id").map(Ii::new)
    }

    /// The NPI among the ids (C-CDA 2.1: root 2.16.840.1.113883.4.6).
    #[must_use]
    pub fn npi(&self) -> Option<&'a str> {
        super::npi(self.ids())
    }

    /// `name`.
    #[must_use]
    pub fn name(&self) -> Option<En<'a>> {
        self.0.child("name").map(En::new)
    }

    /// `telecom`.
    pub fn telecoms(&self) -> impl Iterator<Item = Tel<'a>> + use<'a> {
        self.0.children("telecom").map(Tel::new)
    }

    /// `addr`.
    #[must_use]
    pub fn addr(&self) -> Option<Ad<'a>> {
        self.0.child("addr").map(Ad::new)
    }

    /// `standardIndustryClassCode`.
    #[must_use]
    pub fn standard_industry_class_code(&self) -> Option<Cd<'a>> {
        self.0.child("standardIndustryClassCode").map(Cd::new)
    }
}
