//! Provenance: who wrote something, and when.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Period, Raw,
    Reference, Text,
};

/// Who wrote something, and when.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Provenance<'a> {
    /// `Provenance.id`.
    pub id: Option<Text<'a>>,
    /// `Provenance.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Provenance.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Provenance.contained`.
    pub contained: Contained<'a>,
    /// `Provenance.extension`.
    pub extension: Extensions<'a>,
    /// `Provenance.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Provenance.target`.
    pub target: List<Reference<'a>>,
    /// `Provenance.occurredPeriod`.
    pub occurred_period: Option<Period<'a>>,
    /// `Provenance.occurredDateTime`.
    pub occurred_date_time: Option<FhirDateTime<'a>>,
    /// `Provenance.recorded`.
    pub recorded: Option<FhirDateTime<'a>>,
    /// `Provenance.policy`.
    pub policy: List<Text<'a>>,
    /// `Provenance.location`.
    pub location: Option<Reference<'a>>,
    /// `Provenance.activity`.
    pub activity: Option<CodeableConcept<'a>>,
    /// `Provenance.agent`.
    pub agent: List<Agent<'a>>,
    /// `Provenance.entity`.
    pub entity: List<Entity<'a>>,
    /// `Provenance.patient`.
    pub patient: Option<Reference<'a>>,
    /// `Provenance.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Provenance.basedOn`.
    pub based_on: List<Reference<'a>>,
}

/// `Provenance.agent`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Agent<'a> {
    /// `Provenance.agent.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Provenance.agent.role`.
    pub role: List<CodeableConcept<'a>>,
    /// `Provenance.agent.who`.
    pub who: Option<Reference<'a>>,
    /// `Provenance.agent.onBehalfOf`.
    pub on_behalf_of: Option<Reference<'a>>,
}

/// `Provenance.entity`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Entity<'a> {
    /// `Provenance.entity.role`.
    pub role: Option<Text<'a>>,
    /// `Provenance.entity.what`.
    pub what: Option<Reference<'a>>,
}
