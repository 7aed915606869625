//! Who took part in the document or an act: authors, authenticators, performers.

use super::AssignedEntity;
use crate::Element;
use crate::datatype::{Cd, IvlTs};

/// `author` (Author Participation 2.16.840.1.113883.10.20.22.4.119, in entries).
#[derive(Debug, Clone, Copy)]
pub struct Author<'a>(Element<'a>);

impl<'a> Author<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Author(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `time`.
    #[must_use]
    pub fn time(&self) -> Option<IvlTs<'a>> {
        self.0.child("time").map(IvlTs::new)
    }

    /// `functionCode`.
    #[must_use]
    pub fn function_code(&self) -> Option<Cd<'a>> {
        self.0.child("functionCode").map(Cd::new)
    }

    /// `assignedAuthor`.
    #[must_use]
    pub fn assigned_author(&self) -> Option<AssignedEntity<'a>> {
        self.0.child("assignedAuthor").map(AssignedEntity::new)
    }
}

/// `legalAuthenticator` or `authenticator`: who signed, and when.
#[derive(Debug, Clone, Copy)]
pub struct Authenticator<'a>(Element<'a>);

impl<'a> Authenticator<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Authenticator(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `time`.
    #[must_use]
    pub fn time(&self) -> Option<IvlTs<'a>> {
        self.0.child("time").map(IvlTs::new)
    }

    /// `signatureCode`: S (signed), I (intended), X (required).
    #[must_use]
    pub fn signature_code(&self) -> Option<Cd<'a>> {
        self.0.child("signatureCode").map(Cd::new)
    }

    /// `assignedEntity`.
    #[must_use]
    pub fn assigned_entity(&self) -> Option<AssignedEntity<'a>> {
        self.0.child("assignedEntity").map(AssignedEntity::new)
    }
}

/// `performer`, `responsibleParty`, `encounterParticipant`: who did it, or is responsible.
#[derive(Debug, Clone, Copy)]
pub struct Performer<'a>(Element<'a>);

impl<'a> Performer<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Performer(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@typeCode`: PRF, PPRF, SPRF; ATND, ADM, DIS, REF, CON in an encounter.
    #[must_use]
    pub fn type_code(&self) -> Option<&'a str> {
        self.0.attribute("typeCode").map(str::trim)
    }

    /// `functionCode`.
    #[must_use]
    pub fn function_code(&self) -> Option<Cd<'a>> {
        self.0.child("functionCode").map(Cd::new)
    }

    /// `time`.
    #[must_use]
    pub fn time(&self) -> Option<IvlTs<'a>> {
        self.0.child("time").map(IvlTs::new)
    }

    /// `assignedEntity`.
    #[must_use]
    pub fn assigned_entity(&self) -> Option<AssignedEntity<'a>> {
        self.0.child("assignedEntity").map(AssignedEntity::new)
    }
}
