//! Patient: person who is treated.

use serde::Deserialize;

use crate::datatype::{
    Address, CodeableConcept, ContactPoint, Contained, Extensions, FhirDateTime, Flag, HumanName,
    Identifier, List, Meta, Raw, Reference, Text,
};

/// Person who is treated.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Patient<'a> {
    /// `Patient.id`.
    pub id: Option<Text<'a>>,
    /// `Patient.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Patient.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Patient.contained`.
    pub contained: Contained<'a>,
    /// `Patient.extension`.
    pub extension: Extensions<'a>,
    /// `Patient.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Patient.active`.
    pub active: Flag,
    /// `Patient.name`.
    pub name: List<HumanName<'a>>,
    /// `Patient.telecom`.
    pub telecom: List<ContactPoint<'a>>,
    /// `Patient.gender`.
    pub gender: Option<Text<'a>>,
    /// `Patient.birthDate`.
    pub birth_date: Option<FhirDateTime<'a>>,
    /// `Patient.deceasedBoolean`.
    pub deceased_boolean: Flag,
    /// `Patient.deceasedDateTime`.
    pub deceased_date_time: Option<FhirDateTime<'a>>,
    /// `Patient.address`.
    pub address: List<Address<'a>>,
    /// `Patient.maritalStatus`.
    pub marital_status: Option<CodeableConcept<'a>>,
    /// `Patient.multipleBirthBoolean`.
    pub multiple_birth_boolean: Flag,
    /// `Patient.communication`.
    pub communication: List<Communication<'a>>,
    /// `Patient.generalPractitioner`.
    pub general_practitioner: List<Reference<'a>>,
    /// `Patient.managingOrganization`.
    pub managing_organization: Option<Reference<'a>>,
    /// `Patient.link`.
    pub link: List<Link<'a>>,
}

/// `Patient.communication`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Communication<'a> {
    /// `Patient.communication.language`.
    pub language: Option<CodeableConcept<'a>>,
    /// `Patient.communication.preferred`.
    pub preferred: Flag,
}

/// `Patient.link`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Link<'a> {
    /// `Patient.link.other`.
    pub other: Option<Reference<'a>>,
    /// `Patient.link.type`.
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
}
