//! `recordTarget/patientRole`: whose document it is.

use super::Organization;
use crate::Element;
use crate::datatype::{Ad, Bl, Cd, En, Ii, IvlTs, Tel};

/// `recordTarget/patientRole`.
#[derive(Debug, Clone, Copy)]
pub struct PatientRole<'a>(Element<'a>);

impl<'a> PatientRole<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        PatientRole(element)
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

    /// `addr`.
    pub fn addrs(&self) -> impl Iterator<Item = Ad<'a>> + use<'a> {
        self.0.children("addr").map(Ad::new)
    }

    /// `telecom`.
    pub fn telecoms(&self) -> impl Iterator<Item = Tel<'a>> + use<'a> {
        self.0.children("telecom").map(Tel::new)
    }

    /// `patient`.
    #[must_use]
    pub fn patient(&self) -> Option<Patient<'a>> {
        self.0.child("patient").map(Patient::new)
    }

    /// `providerOrganization`.
    #[must_use]
    pub fn provider_organization(&self) -> Option<Organization<'a>> {
        self.0.child("providerOrganization").map(Organization::new)
    }
}

/// `patientRole/patient`.
#[derive(Debug, Clone, Copy)]
pub struct Patient<'a>(Element<'a>);

impl<'a> Patient<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Patient(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `name`.
    pub fn names(&self) -> impl Iterator<Item = En<'a>> + use<'a> {
        self.0.children("name").map(En::new)
    }

    /// `administrativeGenderCode`.
    #[must_use]
    pub fn administrative_gender_code(&self) -> Option<Cd<'a>> {
        self.0.child("administrativeGenderCode").map(Cd::new)
    }

    /// `birthTime`.
    #[must_use]
    pub fn birth_time(&self) -> Option<IvlTs<'a>> {
        self.0.child("birthTime").map(IvlTs::new)
    }

    /// `sdtc:deceasedInd`.
    #[must_use]
    pub fn deceased_ind(&self) -> Option<Bl<'a>> {
        self.0.sdtc("deceasedInd").map(Bl::new)
    }

    /// `sdtc:deceasedTime`.
    #[must_use]
    pub fn deceased_time(&self) -> Option<IvlTs<'a>> {
        self.0.sdtc("deceasedTime").map(IvlTs::new)
    }

    /// `maritalStatusCode`.
    #[must_use]
    pub fn marital_status_code(&self) -> Option<Cd<'a>> {
        self.0.child("maritalStatusCode").map(Cd::new)
    }

    /// `languageCommunication/languageCode`, in order.
    pub fn language_codes(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0
            .children("languageCommunication")
            .filter_map(|one| one.child("languageCode").map(Cd::new))
    }
}
