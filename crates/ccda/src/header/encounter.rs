//! `componentOf/encompassingEncounter`: the visit the document is about.

use super::{Organization, Performer};
use crate::Element;
use crate::datatype::{Ad, Cd, En, Ii, IvlTs};

/// `componentOf/encompassingEncounter`.
#[derive(Debug, Clone, Copy)]
pub struct EncompassingEncounter<'a>(Element<'a>);

impl<'a> EncompassingEncounter<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        EncompassingEncounter(element)
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

    /// `code` and its translations.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `effectiveTime`.
    #[must_use]
    pub fn effective_time(&self) -> Option<IvlTs<'a>> {
        self.0.child("effectiveTime").map(IvlTs::new)
    }

    /// `dischargeDispositionCode`; in some documents `sdtc:dischargeDispositionCode`.
    #[must_use]
    pub fn discharge_disposition_code(&self) -> Option<Cd<'a>> {
        let own = self.0.child("dischargeDispositionCode");
        own.or_else(|| self.0.sdtc("dischargeDispositionCode"))
            .map(Cd::new)
    }

    /// `responsibleParty`.
    #[must_use]
    pub fn responsible_party(&self) -> Option<Performer<'a>> {
        self.0.child("responsibleParty").map(Performer::new)
    }

    /// `encounterParticipant`.
    pub fn participants(&self) -> impl Iterator<Item = Performer<'a>> + use<'a> {
        self.0.children("encounterParticipant").map(Performer::new)
    }

    /// `location/healthCareFacility`.
    #[must_use]
    pub fn location(&self) -> Option<HealthCareFacility<'a>> {
        self.0
            .descend(&["location", "healthCareFacility"])
            .map(HealthCareFacility::new)
    }
}

/// `location/healthCareFacility`: where the visit was.
#[derive(Debug, Clone, Copy)]
pub struct HealthCareFacility<'a>(Element<'a>);

impl<'a> HealthCareFacility<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        HealthCareFacility(element)
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

    /// `code`.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `location/name`.
    #[must_use]
    pub fn name(&self) -> Option<En<'a>> {
        self.0.descend(&["location", "name"]).map(En::new)
    }

    /// `location/addr`.
    #[must_use]
    pub fn addr(&self) -> Option<Ad<'a>> {
        self.0.descend(&["location", "addr"]).map(Ad::new)
    }

    /// `serviceProviderOrganization`.
    #[must_use]
    pub fn service_provider_organization(&self) -> Option<Organization<'a>> {
        self.0
            .child("serviceProviderOrganization")
            .map(Organization::new)
    }
}
