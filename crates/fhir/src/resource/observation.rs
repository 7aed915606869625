//! Observation: result, vital sign or assessment.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Extensions, FhirDateTime, Flag, Identifier, List, Meta,
    Period, Quantity, Raw, Reference, Text,
};

/// Result, vital sign or assessment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Observation<'a> {
    /// `Observation.id`.
    pub id: Option<Text<'a>>,
    /// `Observation.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Observation.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Observation.contained`.
    pub contained: Contained<'a>,
    /// `Observation.extension`.
    pub extension: Extensions<'a>,
    /// `Observation.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Observation.status`.
    pub status: Option<Text<'a>>,
    /// `Observation.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Observation.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Observation.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Observation.focus`.
    pub focus: List<Reference<'a>>,
    /// `Observation.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Observation.effectiveDateTime`.
    pub effective_date_time: Option<FhirDateTime<'a>>,
    /// `Observation.effectivePeriod`.
    pub effective_period: Option<Period<'a>>,
    /// `Observation.effectiveInstant`.
    pub effective_instant: Option<FhirDateTime<'a>>,
    /// `Observation.issued`.
    pub issued: Option<FhirDateTime<'a>>,
    /// `Observation.performer`.
    pub performer: List<Reference<'a>>,
    /// `Observation.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Observation.valueCodeableConcept`.
    pub value_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Observation.valueString`.
    pub value_string: Option<Text<'a>>,
    /// `Observation.valueBoolean`.
    pub value_boolean: Flag,
    /// `Observation.valueInteger`.
    pub value_integer: Option<Decimal<'a>>,
    /// `Observation.valueDateTime`.
    pub value_date_time: Option<FhirDateTime<'a>>,
    /// `Observation.valuePeriod`.
    pub value_period: Option<Period<'a>>,
    /// `Observation.dataAbsentReason`.
    pub data_absent_reason: Option<CodeableConcept<'a>>,
    /// `Observation.interpretation`.
    pub interpretation: List<CodeableConcept<'a>>,
    /// `Observation.bodySite`.
    pub body_site: Option<CodeableConcept<'a>>,
    /// `Observation.method`.
    pub method: Option<CodeableConcept<'a>>,
    /// `Observation.specimen`.
    pub specimen: Option<Reference<'a>>,
    /// `Observation.device`.
    pub device: Option<Reference<'a>>,
    /// `Observation.referenceRange`.
    pub reference_range: List<ReferenceRange<'a>>,
    /// `Observation.hasMember`.
    pub has_member: List<Reference<'a>>,
    /// `Observation.derivedFrom`.
    pub derived_from: List<Reference<'a>>,
    /// `Observation.component`.
    pub component: List<Component<'a>>,
    /// `Observation.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Observation.partOf`.
    pub part_of: List<Reference<'a>>,
}

/// `Observation.referenceRange`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ReferenceRange<'a> {
    /// `Observation.referenceRange.low`.
    pub low: Option<Quantity<'a>>,
    /// `Observation.referenceRange.high`.
    pub high: Option<Quantity<'a>>,
    /// `Observation.referenceRange.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Observation.referenceRange.text`.
    pub text: Option<Text<'a>>,
}

/// `Observation.component`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Component<'a> {
    /// `Observation.component.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Observation.component.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Observation.component.valueCodeableConcept`.
    pub value_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Observation.component.valueString`.
    pub value_string: Option<Text<'a>>,
    /// `Observation.component.valueBoolean`.
    pub value_boolean: Flag,
    /// `Observation.component.valueInteger`.
    pub value_integer: Option<Decimal<'a>>,
    /// `Observation.component.valueDateTime`.
    pub value_date_time: Option<FhirDateTime<'a>>,
    /// `Observation.component.valuePeriod`.
    pub value_period: Option<Period<'a>>,
    /// `Observation.component.dataAbsentReason`.
    pub data_absent_reason: Option<CodeableConcept<'a>>,
    /// `Observation.component.interpretation`.
    pub interpretation: List<CodeableConcept<'a>>,
}
