//! AuditEvent: who did something in a system, and when.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Flag, List, Meta, Raw, Reference, Text,
};

/// Who did something in a system, and when.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AuditEvent<'a> {
    /// `AuditEvent.id`.
    pub id: Option<Text<'a>>,
    /// `AuditEvent.meta`.
    pub meta: Option<Meta<'a>>,
    /// `AuditEvent.contained`.
    pub contained: Contained<'a>,
    /// `AuditEvent.extension`.
    pub extension: Extensions<'a>,
    /// `AuditEvent.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `AuditEvent.action`: C create, R read, U update, D delete, E execute.
    pub action: Option<Text<'a>>,
    /// `AuditEvent.recorded`.
    pub recorded: Option<FhirDateTime<'a>>,
    /// `AuditEvent.outcome`, R4 (R5 has an element).
    pub outcome: Raw<'a>,
    /// `AuditEvent.agent`.
    pub agent: List<Agent<'a>>,
    /// `AuditEvent.entity`.
    pub entity: List<Entity<'a>>,
}

/// `AuditEvent.agent`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Agent<'a> {
    /// `AuditEvent.agent.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `AuditEvent.agent.role`.
    pub role: List<CodeableConcept<'a>>,
    /// `AuditEvent.agent.who`.
    pub who: Option<Reference<'a>>,
    /// `AuditEvent.agent.name`, R4.
    pub name: Option<Text<'a>>,
    /// `AuditEvent.agent.requestor`.
    pub requestor: Flag,
}

/// `AuditEvent.entity`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Entity<'a> {
    /// `AuditEvent.entity.what`.
    pub what: Option<Reference<'a>>,
}
