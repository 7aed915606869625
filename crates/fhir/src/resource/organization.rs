//! Organization: provider or payer.

use serde::Deserialize;

use crate::datatype::{
    Address, CodeableConcept, ContactPoint, Contained, Extensions, Flag, Identifier, List, Meta,
    Raw, Reference, Text,
};

/// Provider or payer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Organization<'a> {
    /// `Organization.id`.
    pub id: Option<Text<'a>>,
    /// `Organization.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Organization.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Organization.contained`.
    pub contained: Contained<'a>,
    /// `Organization.extension`.
    pub extension: Extensions<'a>,
    /// `Organization.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Organization.active`.
    pub active: Flag,
    /// `Organization.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Organization.name`.
    pub name: Option<Text<'a>>,
    /// `Organization.alias`.
    pub alias: List<Text<'a>>,
    /// `Organization.telecom`.
    pub telecom: List<ContactPoint<'a>>,
    /// `Organization.address`.
    pub address: List<Address<'a>>,
    /// `Organization.contact`.
    pub contact: List<Contact<'a>>,
    /// `Organization.partOf`.
    pub part_of: Option<Reference<'a>>,
}

/// `Organization.contact`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Contact<'a> {
    /// `Organization.contact.purpose`.
    pub purpose: Option<CodeableConcept<'a>>,
    /// `Organization.contact.telecom`.
    pub telecom: List<ContactPoint<'a>>,
}
