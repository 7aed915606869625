//! Immunization: vaccine given, or not.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Coding, Contained, Decimal, Extensions, FhirDateTime, Flag,
    Identifier, List, Meta, Quantity, Raw, Reference, Text,
};

/// Vaccine given, or not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Immunization<'a> {
    /// `Immunization.id`.
    pub id: Option<Text<'a>>,
    /// `Immunization.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Immunization.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Immunization.contained`.
    pub contained: Contained<'a>,
    /// `Immunization.extension`.
    pub extension: Extensions<'a>,
    /// `Immunization.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Immunization.status`.
    pub status: Option<Text<'a>>,
    /// `Immunization.statusReason`.
    pub status_reason: Option<CodeableConcept<'a>>,
    /// `Immunization.vaccineCode`.
    pub vaccine_code: Option<CodeableConcept<'a>>,
    /// `Immunization.administeredProduct`.
    pub administered_product: Option<CodeableReference<'a>>,
    /// `Immunization.patient`.
    pub patient: Option<Reference<'a>>,
    /// `Immunization.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Immunization.occurrenceDateTime`.
    pub occurrence_date_time: Option<FhirDateTime<'a>>,
    /// `Immunization.occurrenceString`.
    pub occurrence_string: Option<Text<'a>>,
    /// `Immunization.recorded`.
    pub recorded: Option<FhirDateTime<'a>>,
    /// `Immunization.primarySource`.
    pub primary_source: Flag,
    /// `Immunization.reportOrigin`.
    pub report_origin: Option<CodeableConcept<'a>>,
    /// `Immunization.informationSource`.
    pub information_source: Option<CodeableReference<'a>>,
    /// `Immunization.location`.
    pub location: Option<Reference<'a>>,
    /// `Immunization.manufacturer`.
    pub manufacturer: Option<CodeableReference<'a>>,
    /// `Immunization.lotNumber`.
    pub lot_number: Option<Text<'a>>,
    /// `Immunization.expirationDate`.
    pub expiration_date: Option<FhirDateTime<'a>>,
    /// `Immunization.site`.
    pub site: Option<CodeableConcept<'a>>,
    /// `Immunization.route`.
    pub route: Option<CodeableConcept<'a>>,
    /// `Immunization.doseQuantity`.
    pub dose_quantity: Option<Quantity<'a>>,
    /// `Immunization.performer`.
    pub performer: List<Performer<'a>>,
    /// `Immunization.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `Immunization.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `Immunization.isSubpotent`.
    pub is_subpotent: Flag,
    /// `Immunization.programEligibility`.
    pub program_eligibility: List<Eligibility<'a>>,
    /// `Immunization.fundingSource`.
    pub funding_source: Option<CodeableConcept<'a>>,
    /// `Immunization.protocolApplied`.
    pub protocol_applied: List<Protocol<'a>>,
    /// `Immunization.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `Immunization.supportingInformation`.
    pub supporting_information: List<Reference<'a>>,
}

/// `Immunization.performer`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Performer<'a> {
    /// `Immunization.performer.function`.
    pub function: Option<CodeableConcept<'a>>,
    /// `Immunization.performer.actor`.
    pub actor: Option<Reference<'a>>,
}

/// `Immunization.programEligibility`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Eligibility<'a> {
    /// `Immunization.programEligibility.coding`.
    pub coding: List<Coding<'a>>,
    /// `Immunization.programEligibility.text`.
    pub text: Option<Text<'a>>,
    /// `Immunization.programEligibility.program`.
    pub program: Option<CodeableConcept<'a>>,
    /// `Immunization.programEligibility.programStatus`.
    pub program_status: Option<CodeableConcept<'a>>,
}

/// `Immunization.protocolApplied`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Protocol<'a> {
    /// `Immunization.protocolApplied.series`.
    pub series: Option<Text<'a>>,
    /// `Immunization.protocolApplied.authority`.
    pub authority: Option<Reference<'a>>,
    /// `Immunization.protocolApplied.targetDisease`.
    pub target_disease: List<CodeableConcept<'a>>,
    /// `Immunization.protocolApplied.doseNumberPositiveInt`.
    pub dose_number_positive_int: Option<Decimal<'a>>,
    /// `Immunization.protocolApplied.doseNumberString`.
    pub dose_number_string: Option<Text<'a>>,
    /// `Immunization.protocolApplied.doseNumber`.
    pub dose_number: Option<Text<'a>>,
    /// `Immunization.protocolApplied.seriesDosesPositiveInt`.
    pub series_doses_positive_int: Option<Decimal<'a>>,
}
