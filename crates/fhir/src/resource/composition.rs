//! Composition: document, with its sections left out.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Period, Raw,
    Reference, Text,
};

/// Document, with its sections left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Composition<'a> {
    /// `Composition.id`.
    pub id: Option<Text<'a>>,
    /// `Composition.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Composition.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Composition.contained`.
    pub contained: Contained<'a>,
    /// `Composition.extension`.
    pub extension: Extensions<'a>,
    /// `Composition.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Composition.status`.
    pub status: Option<Text<'a>>,
    /// `Composition.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Composition.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Composition.subject`.
    pub subject: List<Reference<'a>>,
    /// `Composition.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Composition.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `Composition.author`.
    pub author: List<Reference<'a>>,
    /// `Composition.title`.
    pub title: Option<Text<'a>>,
    /// `Composition.confidentiality`.
    pub confidentiality: Option<Text<'a>>,
    /// `Composition.attester`.
    pub attester: List<Attester<'a>>,
    /// `Composition.custodian`.
    pub custodian: Option<Reference<'a>>,
    /// `Composition.relatesTo`.
    pub relates_to: List<RelatesTo<'a>>,
    /// `Composition.event`.
    pub event: List<Occasion<'a>>,
}

/// `Composition.attester`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Attester<'a> {
    /// `Composition.attester.mode`.
    pub mode: Option<CodeableConcept<'a>>,
    /// `Composition.attester.time`.
    pub time: Option<FhirDateTime<'a>>,
    /// `Composition.attester.party`.
    pub party: Option<Reference<'a>>,
}

/// `Composition.relatesTo`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RelatesTo<'a> {
    /// `Composition.relatesTo.code`.
    pub code: Option<Text<'a>>,
    /// `Composition.relatesTo.type`.
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    /// `Composition.relatesTo.targetIdentifier`.
    pub target_identifier: Option<Identifier<'a>>,
    /// `Composition.relatesTo.targetReference`.
    pub target_reference: Option<Reference<'a>>,
    /// `Composition.relatesTo.resourceReference`.
    pub resource_reference: Option<Reference<'a>>,
}

/// `Composition.event`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Occasion<'a> {
    /// `Composition.event.code`.
    pub code: List<CodeableConcept<'a>>,
    /// `Composition.event.period`.
    pub period: Option<Period<'a>>,
}
