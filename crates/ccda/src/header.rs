//! ClinicalDocument before its component (US Realm Header, 2.16.840.1.113883.10.20.22.1.1): one file
//! for each of its parts.

mod assigned_entity;
mod encounter;
mod organization;
mod participation;
mod patient;
mod related_document;
mod service_event;

use crate::datatype::{Cd, Ed, Ii, Int, IvlTs};
use crate::{Element, Position};

pub use assigned_entity::AssignedEntity;
pub use encounter::{EncompassingEncounter, HealthCareFacility};
pub use organization::Organization;
pub use participation::{Authenticator, Author, Performer};
pub use patient::{Patient, PatientRole};
pub use related_document::RelatedDocument;
pub use service_event::ServiceEvent;

/// The header of a document.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a>(Element<'a>, Position);

impl<'a> Header<'a> {
    pub(crate) fn new(element: Element<'a>, position: Position) -> Self {
        Header(element, position)
    }

    /// The element itself, without what is in its component.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// Where the document begins.
    #[must_use]
    pub fn position(&self) -> Position {
        self.1
    }

    /// `templateId`: of the kind of document, in each version it follows.
    pub fn template_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("templateId").map(Ii::new)
    }

    /// `id`: of this version of the document. Its key, together with who sent it.
    #[must_use]
    pub fn id(&self) -> Option<Ii<'a>> {
        self.0.child("id").map(Ii::new)
    }

    /// `setId`: the same for all versions.
    #[must_use]
    pub fn set_id(&self) -> Option<Ii<'a>> {
        self.0.child("setId").map(Ii::new)
    }

    /// `versionNumber`.
    #[must_use]
    pub fn version_number(&self) -> Option<Int<'a>> {
        self.0.child("versionNumber").map(Int::new)
    }

    /// `code`: the kind of document, a LOINC code.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `title`.
    #[must_use]
    pub fn title(&self) -> Option<Ed<'a>> {
        self.0.child("title").map(Ed::new)
    }

    /// `effectiveTime`: when the document was made.
    #[must_use]
    pub fn effective_time(&self) -> Option<IvlTs<'a>> {
        self.0.child("effectiveTime").map(IvlTs::new)
    }

    /// `confidentialityCode`.
    #[must_use]
    pub fn confidentiality_code(&self) -> Option<Cd<'a>> {
        self.0.child("confidentialityCode").map(Cd::new)
    }

    /// `languageCode`.
    #[must_use]
    pub fn language_code(&self) -> Option<Cd<'a>> {
        self.0.child("languageCode").map(Cd::new)
    }

    /// `recordTarget/patientRole`: one, but for documents of a group.
    pub fn patient_roles(&self) -> impl Iterator<Item = PatientRole<'a>> + use<'a> {
        self.0
            .children("recordTarget")
            .filter_map(|target| target.child("patientRole").map(PatientRole::new))
    }

    /// `author`.
    pub fn authors(&self) -> impl Iterator<Item = Author<'a>> + use<'a> {
        self.0.children("author").map(Author::new)
    }

    /// `legalAuthenticator`.
    #[must_use]
    pub fn legal_authenticator(&self) -> Option<Authenticator<'a>> {
        self.0.child("legalAuthenticator").map(Authenticator::new)
    }

    /// `authenticator`.
    pub fn authenticators(&self) -> impl Iterator<Item = Authenticator<'a>> + use<'a> {
        self.0.children("authenticator").map(Authenticator::new)
    }

    /// `custodian/assignedCustodian/representedCustodianOrganization`.
    #[must_use]
    pub fn custodian(&self) -> Option<Organization<'a>> {
        self.0
            .descend(&[
                "custodian",
                "assignedCustodian",
                "representedCustodianOrganization",
            ])
            .map(Organization::new)
    }

    /// `documentationOf/serviceEvent`.
    pub fn service_events(&self) -> impl Iterator<Item = ServiceEvent<'a>> + use<'a> {
        self.0
            .children("documentationOf")
            .filter_map(|one| one.child("serviceEvent").map(ServiceEvent::new))
    }

    /// `componentOf/encompassingEncounter`.
    #[must_use]
    pub fn encompassing_encounter(&self) -> Option<EncompassingEncounter<'a>> {
        self.0
            .descend(&["componentOf", "encompassingEncounter"])
            .map(EncompassingEncounter::new)
    }

    /// `relatedDocument`.
    pub fn related_documents(&self) -> impl Iterator<Item = RelatedDocument<'a>> + use<'a> {
        self.0.children("relatedDocument").map(RelatedDocument::new)
    }

    /// `inFulfillmentOf/order/id`: the orders it answers.
    pub fn order_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0
            .children("inFulfillmentOf")
            .filter_map(|one| one.child("order"))
            .flat_map(|one| one.children("id"))
            .map(Ii::new)
    }
}

/// The first id that is an NPI.
fn npi<'a>(mut ids: impl Iterator<Item = Ii<'a>>) -> Option<&'a str> {
    ids.find(|id| id.root() == Some(Ii::NPI))?.extension()
}

#[cfg(test)]
mod tests;
