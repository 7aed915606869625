//! Location: place of service.

use serde::Deserialize;

use crate::datatype::{
    Address, CodeableConcept, Coding, ContactPoint, Contained, Extensions, Identifier, List, Meta,
    Raw, Reference, Text,
};

/// Place of service.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Location<'a> {
    /// `Location.id`.
    pub id: Option<Text<'a>>,
    /// `Location.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Location.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Location.contained`.
    pub contained: Contained<'a>,
    /// `Location.extension`.
    pub extension: Extensions<'a>,
    /// `Location.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Location.status`.
    pub status: Option<Text<'a>>,
    /// `Location.operationalStatus`.
    pub operational_status: Option<Coding<'a>>,
    /// `Location.name`.
    pub name: Option<Text<'a>>,
    /// `Location.alias`.
    pub alias: List<Text<'a>>,
    /// `Location.description`.
    pub description: Option<Text<'a>>,
    /// `Location.mode`.
    pub mode: Option<Text<'a>>,
    /// `Location.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Location.telecom`.
    pub telecom: List<ContactPoint<'a>>,
    /// `Location.address`.
    pub address: Option<Address<'a>>,
    /// `Location.physicalType`.
    pub physical_type: Option<CodeableConcept<'a>>,
    /// `Location.form`.
    pub form: Option<CodeableConcept<'a>>,
    /// `Location.managingOrganization`.
    pub managing_organization: Option<Reference<'a>>,
    /// `Location.partOf`.
    pub part_of: Option<Reference<'a>>,
}
