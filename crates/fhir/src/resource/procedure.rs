//! Procedure: procedure that was done.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Period, Raw, Reference, Text,
};

/// Procedure that was done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Procedure<'a> {
    /// `Procedure.id`.
    pub id: Option<Text<'a>>,
    /// `Procedure.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Procedure.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Procedure.contained`.
    pub contained: Contained<'a>,
    /// `Procedure.extension`.
    pub extension: Extensions<'a>,
    /// `Procedure.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Procedure.status`.
    pub status: Option<Text<'a>>,
    /// `Procedure.statusReason`.
    pub status_reason: Option<CodeableConcept<'a>>,
    /// `Procedure.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Procedure.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Procedure.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Procedure.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Procedure.performedDateTime`.
    pub performed_date_time: Option<FhirDateTime<'a>>,
    /// `Procedure.performedPeriod`.
    pub performed_period: Option<Period<'a>>,
    /// `Procedure.performedString`.
    pub performed_string: Option<Text<'a>>,
    /// `Procedure.occurrenceDateTime`.
    pub occurrence_date_time: Option<FhirDateTime<'a>>,
    /// `Procedure.occurrencePeriod`.
    pub occurrence_period: Option<Period<'a>>,
    /// `Procedure.occurrenceString`.
    pub occurrence_string: Option<Text<'a>>,
    /// `Procedure.recorded`.
    pub recorded: Option<FhirDateTime<'a>>,
    /// `Procedure.recorder`.
    pub recorder: Option<Reference<'a>>,
    /// `Procedure.asserter`.
    pub asserter: Option<Reference<'a>>,
    /// `Procedure.reportedBoolean`.
    pub reported_boolean: Flag,
    /// `Procedure.performer`.
    pub performer: List<Performer<'a>>,
    /// `Procedure.location`.
    pub location: Option<Reference<'a>>,
    /// `Procedure.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `Procedure.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `Procedure.reason`.
    pub reason: List<CodeableReference<'a>>,
    /// `Procedure.bodySite`.
    pub body_site: List<CodeableConcept<'a>>,
    /// `Procedure.outcome`.
    pub outcome: Option<CodeableConcept<'a>>,
    /// `Procedure.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Procedure.partOf`.
    pub part_of: List<Reference<'a>>,
    /// `Procedure.report`.
    pub report: List<Reference<'a>>,
    /// `Procedure.focalDevice`.
    pub focal_device: List<FocalDevice<'a>>,
    /// `Procedure.usedReference`.
    pub used_reference: List<Reference<'a>>,
    /// `Procedure.usedCode`.
    pub used_code: List<CodeableConcept<'a>>,
    /// `Procedure.used`.
    pub used: List<CodeableReference<'a>>,
}

/// `Procedure.performer`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Performer<'a> {
    /// `Procedure.performer.function`.
    pub function: Option<CodeableConcept<'a>>,
    /// `Procedure.performer.actor`.
    pub actor: Option<Reference<'a>>,
    /// `Procedure.performer.onBehalfOf`.
    pub on_behalf_of: Option<Reference<'a>>,
    /// `Procedure.performer.period`.
    pub period: Option<Period<'a>>,
}

/// `Procedure.focalDevice`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct FocalDevice<'a> {
    /// `Procedure.focalDevice.action`.
    pub action: Option<CodeableConcept<'a>>,
    /// `Procedure.focalDevice.manipulated`.
    pub manipulated: Option<Reference<'a>>,
}
