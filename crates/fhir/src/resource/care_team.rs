//! CareTeam: who takes part in the care of a patient.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, Identifier, List, Meta, Period, Raw, Reference, Text,
};

/// Who takes part in the care of a patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CareTeam<'a> {
    /// `CareTeam.id`.
    pub id: Option<Text<'a>>,
    /// `CareTeam.meta`.
    pub meta: Option<Meta<'a>>,
    /// `CareTeam.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `CareTeam.contained`.
    pub contained: Contained<'a>,
    /// `CareTeam.extension`.
    pub extension: Extensions<'a>,
    /// `CareTeam.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `CareTeam.status`.
    pub status: Option<Text<'a>>,
    /// `CareTeam.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `CareTeam.name`.
    pub name: Option<Text<'a>>,
    /// `CareTeam.subject`.
    pub subject: Option<Reference<'a>>,
    /// `CareTeam.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `CareTeam.period`.
    pub period: Option<Period<'a>>,
    /// `CareTeam.participant`.
    pub participant: List<Participant<'a>>,
    /// `CareTeam.managingOrganization`.
    pub managing_organization: List<Reference<'a>>,
}

/// `CareTeam.participant`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Participant<'a> {
    /// `CareTeam.participant.role`.
    pub role: List<CodeableConcept<'a>>,
    /// `CareTeam.participant.member`.
    pub member: Option<Reference<'a>>,
    /// `CareTeam.participant.onBehalfOf`.
    pub on_behalf_of: Option<Reference<'a>>,
    /// `CareTeam.participant.period`.
    pub period: Option<Period<'a>>,
}
