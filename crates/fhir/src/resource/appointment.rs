//! Appointment: booked visit.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Decimal, Extensions, FhirDateTime, Identifier,
    List, Meta, Period, Raw, Reference, Text,
};

/// Booked visit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Appointment<'a> {
    /// `Appointment.id`.
    pub id: Option<Text<'a>>,
    /// `Appointment.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Appointment.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Appointment.contained`.
    pub contained: Contained<'a>,
    /// `Appointment.extension`.
    pub extension: Extensions<'a>,
    /// `Appointment.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Appointment.status`.
    pub status: Option<Text<'a>>,
    /// `Appointment.cancelationReason`.
    pub cancelation_reason: Option<CodeableConcept<'a>>,
    /// `Appointment.cancellationReason`.
    pub cancellation_reason: Option<CodeableConcept<'a>>,
    /// `Appointment.serviceType`.
    pub service_type: List<CodeableReference<'a>>,
    /// `Appointment.appointmentType`.
    pub appointment_type: Option<CodeableConcept<'a>>,
    /// `Appointment.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `Appointment.start`.
    pub start: Option<FhirDateTime<'a>>,
    /// `Appointment.end`.
    pub end: Option<FhirDateTime<'a>>,
    /// `Appointment.minutesDuration`.
    pub minutes_duration: Option<Decimal<'a>>,
    /// `Appointment.slot`.
    pub slot: List<Reference<'a>>,
    /// `Appointment.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `Appointment.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Appointment.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Appointment.participant`.
    pub participant: List<Participant<'a>>,
}

/// `Appointment.participant`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Participant<'a> {
    /// `Appointment.participant.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Appointment.participant.actor`.
    pub actor: Option<Reference<'a>>,
    /// `Appointment.participant.required`.
    pub required: Option<Text<'a>>,
    /// `Appointment.participant.status`.
    pub status: Option<Text<'a>>,
    /// `Appointment.participant.period`.
    pub period: Option<Period<'a>>,
}
