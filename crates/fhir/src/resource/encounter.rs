//! Encounter: visit or stay.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Decimal, Extensions, FhirDateTime, Identifier,
    List, Meta, Period, Quantity, Raw, Reference, Text,
};

/// Visit or stay.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Encounter<'a> {
    /// `Encounter.id`.
    pub id: Option<Text<'a>>,
    /// `Encounter.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Encounter.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Encounter.contained`.
    pub contained: Contained<'a>,
    /// `Encounter.extension`.
    pub extension: Extensions<'a>,
    /// `Encounter.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Encounter.status`.
    pub status: Option<Text<'a>>,
    /// `Encounter.statusHistory`.
    pub status_history: List<StatusHistory<'a>>,
    /// `Encounter.class`.
    pub class: List<CodeableConcept<'a>>,
    /// `Encounter.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Encounter.serviceType`.
    pub service_type: List<CodeableReference<'a>>,
    /// `Encounter.priority`.
    pub priority: Option<CodeableConcept<'a>>,
    /// `Encounter.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Encounter.episodeOfCare`.
    pub episode_of_care: List<Reference<'a>>,
    /// `Encounter.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Encounter.participant`.
    pub participant: List<Participant<'a>>,
    /// `Encounter.appointment`.
    pub appointment: List<Reference<'a>>,
    /// `Encounter.period`.
    pub period: Option<Period<'a>>,
    /// `Encounter.actualPeriod`.
    pub actual_period: Option<Period<'a>>,
    /// `Encounter.plannedStartDate`.
    pub planned_start_date: Option<FhirDateTime<'a>>,
    /// `Encounter.plannedEndDate`.
    pub planned_end_date: Option<FhirDateTime<'a>>,
    /// `Encounter.length`.
    pub length: Option<Quantity<'a>>,
    /// `Encounter.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `Encounter.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `Encounter.reason`.
    pub reason: List<Reason<'a>>,
    /// `Encounter.diagnosis`.
    pub diagnosis: List<Diagnosis<'a>>,
    /// `Encounter.account`.
    pub account: List<Reference<'a>>,
    /// `Encounter.hospitalization`.
    pub hospitalization: Option<Hospitalization<'a>>,
    /// `Encounter.admission`.
    pub admission: Option<Hospitalization<'a>>,
    /// `Encounter.location`.
    pub location: List<Place<'a>>,
    /// `Encounter.serviceProvider`.
    pub service_provider: Option<Reference<'a>>,
    /// `Encounter.partOf`.
    pub part_of: Option<Reference<'a>>,
}

/// `Encounter.statusHistory`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct StatusHistory<'a> {
    /// `Encounter.statusHistory.status`.
    pub status: Option<Text<'a>>,
    /// `Encounter.statusHistory.period`.
    pub period: Option<Period<'a>>,
}

/// `Encounter.participant`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Participant<'a> {
    /// `Encounter.participant.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Encounter.participant.period`.
    pub period: Option<Period<'a>>,
    /// `Encounter.participant.individual`.
    pub individual: Option<Reference<'a>>,
    /// `Encounter.participant.actor`.
    pub actor: Option<Reference<'a>>,
}

/// `Encounter.reason`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Reason<'a> {
    /// `Encounter.reason.use`.
    #[serde(rename = "use")]
    pub usage: List<CodeableConcept<'a>>,
    /// `Encounter.reason.value`.
    pub value: List<CodeableReference<'a>>,
}

/// `Encounter.diagnosis`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Diagnosis<'a> {
    /// `Encounter.diagnosis.condition`.
    pub condition: List<CodeableReference<'a>>,
    /// `Encounter.diagnosis.use`.
    #[serde(rename = "use")]
    pub usage: List<CodeableConcept<'a>>,
    /// `Encounter.diagnosis.rank`.
    pub rank: Option<Decimal<'a>>,
}

/// `Encounter.hospitalization`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Hospitalization<'a> {
    /// `Encounter.hospitalization.preAdmissionIdentifier`.
    pub pre_admission_identifier: Option<Identifier<'a>>,
    /// `Encounter.hospitalization.origin`.
    pub origin: Option<Reference<'a>>,
    /// `Encounter.hospitalization.admitSource`.
    pub admit_source: Option<CodeableConcept<'a>>,
    /// `Encounter.hospitalization.reAdmission`.
    pub re_admission: Option<CodeableConcept<'a>>,
    /// `Encounter.hospitalization.destination`.
    pub destination: Option<Reference<'a>>,
    /// `Encounter.hospitalization.dischargeDisposition`.
    pub discharge_disposition: Option<CodeableConcept<'a>>,
}

/// `Encounter.location`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Place<'a> {
    /// `Encounter.location.location`.
    pub location: Option<Reference<'a>>,
    /// `Encounter.location.status`.
    pub status: Option<Text<'a>>,
    /// `Encounter.location.physicalType`.
    pub physical_type: Option<CodeableConcept<'a>>,
    /// `Encounter.location.form`.
    pub form: Option<CodeableConcept<'a>>,
    /// `Encounter.location.period`.
    pub period: Option<Period<'a>>,
}
