//! Task: piece of work.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Decimal, Extensions, FhirDateTime, Identifier,
    List, Meta, Period, Quantity, Raw, Reference, Text,
};

/// Piece of work.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Task<'a> {
    /// `Task.id`.
    pub id: Option<Text<'a>>,
    /// `Task.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Task.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Task.contained`.
    pub contained: Contained<'a>,
    /// `Task.extension`.
    pub extension: Extensions<'a>,
    /// `Task.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Task.status`.
    pub status: Option<Text<'a>>,
    /// `Task.statusReason`.
    pub status_reason: Option<CodeableReference<'a>>,
    /// `Task.businessStatus`.
    pub business_status: Option<CodeableConcept<'a>>,
    /// `Task.intent`.
    pub intent: Option<Text<'a>>,
    /// `Task.priority`.
    pub priority: Option<Text<'a>>,
    /// `Task.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Task.description`.
    pub description: Option<Text<'a>>,
    /// `Task.focus`.
    pub focus: Option<Reference<'a>>,
    /// `Task.for`.
    #[serde(rename = "for")]
    pub for_whom: Option<Reference<'a>>,
    /// `Task.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Task.executionPeriod`.
    pub execution_period: Option<Period<'a>>,
    /// `Task.authoredOn`.
    pub authored_on: Option<FhirDateTime<'a>>,
    /// `Task.lastModified`.
    pub last_modified: Option<FhirDateTime<'a>>,
    /// `Task.requester`.
    pub requester: Option<Reference<'a>>,
    /// `Task.performerType`.
    pub performer_type: List<CodeableConcept<'a>>,
    /// `Task.owner`.
    pub owner: Option<Reference<'a>>,
    /// `Task.location`.
    pub location: Option<Reference<'a>>,
    /// `Task.reasonCode`.
    pub reason_code: Option<CodeableConcept<'a>>,
    /// `Task.reasonReference`.
    pub reason_reference: Option<Reference<'a>>,
    /// `Task.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Task.groupIdentifier`.
    pub group_identifier: Option<Identifier<'a>>,
    /// `Task.partOf`.
    pub part_of: List<Reference<'a>>,
    /// `Task.input`.
    pub input: List<Parameter<'a>>,
    /// `Task.output`.
    pub output: List<Parameter<'a>>,
}

/// `Task.input`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Parameter<'a> {
    /// `Task.input.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Task.input.valueString`.
    pub value_string: Option<Text<'a>>,
    /// `Task.input.valueInteger`.
    pub value_integer: Option<Decimal<'a>>,
    /// `Task.input.valueDecimal`.
    pub value_decimal: Option<Decimal<'a>>,
    /// `Task.input.valueDateTime`.
    pub value_date_time: Option<FhirDateTime<'a>>,
    /// `Task.input.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Task.input.valueCodeableConcept`.
    pub value_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Task.input.valueReference`.
    pub value_reference: Option<Reference<'a>>,
}
