//! DocumentReference: note or other document, not its text.

use serde::Deserialize;

use crate::datatype::{
    Attachment, CodeableConcept, Coding, Contained, Extensions, FhirDateTime, Identifier, List,
    Meta, Period, Raw, Reference, Text,
};

/// Note or other document, not its text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DocumentReference<'a> {
    /// `DocumentReference.id`.
    pub id: Option<Text<'a>>,
    /// `DocumentReference.meta`.
    pub meta: Option<Meta<'a>>,
    /// `DocumentReference.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `DocumentReference.contained`.
    pub contained: Contained<'a>,
    /// `DocumentReference.extension`.
    pub extension: Extensions<'a>,
    /// `DocumentReference.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `DocumentReference.masterIdentifier`.
    pub master_identifier: Option<Identifier<'a>>,
    /// `DocumentReference.version`.
    pub version: Option<Text<'a>>,
    /// `DocumentReference.status`.
    pub status: Option<Text<'a>>,
    /// `DocumentReference.docStatus`.
    pub doc_status: Option<Text<'a>>,
    /// `DocumentReference.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `DocumentReference.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `DocumentReference.subject`.
    pub subject: Option<Reference<'a>>,
    /// `DocumentReference.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `DocumentReference.author`.
    pub author: List<Reference<'a>>,
    /// `DocumentReference.authenticator`.
    pub authenticator: Option<Reference<'a>>,
    /// `DocumentReference.attester`.
    pub attester: List<Attester<'a>>,
    /// `DocumentReference.custodian`.
    pub custodian: Option<Reference<'a>>,
    /// `DocumentReference.relatesTo`.
    pub relates_to: List<RelatesTo<'a>>,
    /// `DocumentReference.description`.
    pub description: Option<Text<'a>>,
    /// `DocumentReference.securityLabel`.
    pub security_label: List<CodeableConcept<'a>>,
    /// `DocumentReference.content`.
    pub content: List<Content<'a>>,
    /// `DocumentReference.context`.
    pub context: List<Context<'a>>,
    /// `DocumentReference.period`.
    pub period: Option<Period<'a>>,
    /// `DocumentReference.basedOn`.
    pub based_on: List<Reference<'a>>,
}

/// `DocumentReference.attester`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Attester<'a> {
    /// `DocumentReference.attester.mode`.
    pub mode: Option<CodeableConcept<'a>>,
    /// `DocumentReference.attester.time`.
    pub time: Option<FhirDateTime<'a>>,
    /// `DocumentReference.attester.party`.
    pub party: Option<Reference<'a>>,
}

/// `DocumentReference.relatesTo`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RelatesTo<'a> {
    /// `DocumentReference.relatesTo.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `DocumentReference.relatesTo.target`.
    pub target: Option<Reference<'a>>,
}

/// `DocumentReference.content`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Content<'a> {
    /// `DocumentReference.content.attachment`.
    pub attachment: Option<Attachment<'a>>,
    /// `DocumentReference.content.format`.
    pub format: Option<Coding<'a>>,
}

/// `DocumentReference.context`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Context<'a> {
    /// `DocumentReference.context.reference`.
    pub reference: Option<Text<'a>>,
    /// `DocumentReference.context.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `DocumentReference.context.event`.
    pub event: List<CodeableConcept<'a>>,
    /// `DocumentReference.context.period`.
    pub period: Option<Period<'a>>,
    /// `DocumentReference.context.facilityType`.
    pub facility_type: Option<CodeableConcept<'a>>,
    /// `DocumentReference.context.practiceSetting`.
    pub practice_setting: Option<CodeableConcept<'a>>,
    /// `DocumentReference.context.related`.
    pub related: List<Reference<'a>>,
}
