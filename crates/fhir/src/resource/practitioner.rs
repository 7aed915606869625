//! Practitioner: clinician or another member of staff.

use serde::Deserialize;

use crate::datatype::{
    Address, CodeableConcept, ContactPoint, Contained, Extensions, Flag, HumanName, Identifier,
    List, Meta, Period, Raw, Reference, Text,
};

/// Clinician or another member of staff.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Practitioner<'a> {
    /// `Practitioner.id`.
    pub id: Option<Text<'a>>,
    /// `Practitioner.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Practitioner.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Practitioner.contained`.
    pub contained: Contained<'a>,
    /// `Practitioner.extension`.
    pub extension: Extensions<'a>,
    /// `Practitioner.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Practitioner.active`.
    pub active: Flag,
    /// `Practitioner.name`.
    pub name: List<HumanName<'a>>,
    /// `Practitioner.telecom`.
    pub telecom: List<ContactPoint<'a>>,
    /// `Practitioner.address`.
    pub address: List<Address<'a>>,
    /// `Practitioner.gender`.
    pub gender: Option<Text<'a>>,
    /// `Practitioner.qualification`.
    pub qualification: List<Qualification<'a>>,
}

/// `Practitioner.qualification`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Qualification<'a> {
    /// `Practitioner.qualification.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Practitioner.qualification.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Practitioner.qualification.period`.
    pub period: Option<Period<'a>>,
    /// `Practitioner.qualification.issuer`.
    pub issuer: Option<Reference<'a>>,
}
