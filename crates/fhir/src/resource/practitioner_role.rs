//! PractitionerRole: what a clinician does where.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, ContactPoint, Contained, Extensions, Flag, Identifier, List, Meta, Period,
    Raw, Reference, Text,
};

/// What a clinician does where.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PractitionerRole<'a> {
    /// `PractitionerRole.id`.
    pub id: Option<Text<'a>>,
    /// `PractitionerRole.meta`.
    pub meta: Option<Meta<'a>>,
    /// `PractitionerRole.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `PractitionerRole.contained`.
    pub contained: Contained<'a>,
    /// `PractitionerRole.extension`.
    pub extension: Extensions<'a>,
    /// `PractitionerRole.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `PractitionerRole.active`.
    pub active: Flag,
    /// `PractitionerRole.period`.
    pub period: Option<Period<'a>>,
    /// `PractitionerRole.practitioner`.
    pub practitioner: Option<Reference<'a>>,
    /// `PractitionerRole.organization`.
    pub organization: Option<Reference<'a>>,
    /// `PractitionerRole.code`.
    pub code: List<CodeableConcept<'a>>,
    /// `PractitionerRole.specialty`.
    pub specialty: List<CodeableConcept<'a>>,
    /// `PractitionerRole.location`.
    pub location: List<Reference<'a>>,
    /// `PractitionerRole.healthcareService`.
    pub healthcare_service: List<Reference<'a>>,
    /// `PractitionerRole.telecom`.
    pub telecom: List<ContactPoint<'a>>,
}
