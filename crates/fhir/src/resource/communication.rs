//! Communication: something that was told, or sent.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Raw, Reference,
    Text,
};

/// Something that was told, or sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Communication<'a> {
    /// `Communication.id`.
    pub id: Option<Text<'a>>,
    /// `Communication.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Communication.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Communication.contained`.
    pub contained: Contained<'a>,
    /// `Communication.extension`.
    pub extension: Extensions<'a>,
    /// `Communication.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Communication.status`.
    pub status: Option<Text<'a>>,
    /// `Communication.statusReason`.
    pub status_reason: Option<CodeableConcept<'a>>,
    /// `Communication.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Communication.priority`.
    pub priority: Option<Text<'a>>,
    /// `Communication.medium`.
    pub medium: List<CodeableConcept<'a>>,
    /// `Communication.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Communication.topic`.
    pub topic: Option<CodeableConcept<'a>>,
    /// `Communication.about`.
    pub about: List<Reference<'a>>,
    /// `Communication.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Communication.sent`.
    pub sent: Option<FhirDateTime<'a>>,
    /// `Communication.received`.
    pub received: Option<FhirDateTime<'a>>,
    /// `Communication.recipient`.
    pub recipient: List<Reference<'a>>,
    /// `Communication.sender`.
    pub sender: Option<Reference<'a>>,
    /// `Communication.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `Communication.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `Communication.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Communication.partOf`.
    pub part_of: List<Reference<'a>>,
    /// `Communication.inResponseTo`.
    pub in_response_to: List<Reference<'a>>,
}
