//! MedicationAdministration: dose given, or not.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Dosage, Extensions, FhirDateTime, Flag,
    Identifier, List, Meta, Period, Raw, Reference, Text,
};

/// Dose given, or not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct MedicationAdministration<'a> {
    /// `MedicationAdministration.id`.
    pub id: Option<Text<'a>>,
    /// `MedicationAdministration.meta`.
    pub meta: Option<Meta<'a>>,
    /// `MedicationAdministration.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `MedicationAdministration.contained`.
    pub contained: Contained<'a>,
    /// `MedicationAdministration.extension`.
    pub extension: Extensions<'a>,
    /// `MedicationAdministration.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `MedicationAdministration.status`.
    pub status: Option<Text<'a>>,
    /// `MedicationAdministration.statusReason`.
    pub status_reason: List<CodeableConcept<'a>>,
    /// `MedicationAdministration.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `MedicationAdministration.medicationCodeableConcept`.
    pub medication_codeable_concept: Option<CodeableConcept<'a>>,
    /// `MedicationAdministration.medicationReference`.
    pub medication_reference: Option<Reference<'a>>,
    /// `MedicationAdministration.medication`.
    pub medication: Option<CodeableReference<'a>>,
    /// `MedicationAdministration.subject`.
    pub subject: Option<Reference<'a>>,
    /// `MedicationAdministration.context`.
    pub context: Option<Reference<'a>>,
    /// `MedicationAdministration.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `MedicationAdministration.effectiveDateTime`.
    pub effective_date_time: Option<FhirDateTime<'a>>,
    /// `MedicationAdministration.effectivePeriod`.
    pub effective_period: Option<Period<'a>>,
    /// `MedicationAdministration.occurenceDateTime`.
    pub occurence_date_time: Option<FhirDateTime<'a>>,
    /// `MedicationAdministration.occurencePeriod`.
    pub occurence_period: Option<Period<'a>>,
    /// `MedicationAdministration.recorded`.
    pub recorded: Option<FhirDateTime<'a>>,
    /// `MedicationAdministration.isSubPotent`.
    pub is_sub_potent: Flag,
    /// `MedicationAdministration.performer`.
    pub performer: List<Performer<'a>>,
    /// `MedicationAdministration.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `MedicationAdministration.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `MedicationAdministration.reason`.
    pub reason: List<CodeableReference<'a>>,
    /// `MedicationAdministration.request`.
    pub request: Option<Reference<'a>>,
    /// `MedicationAdministration.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `MedicationAdministration.partOf`.
    pub part_of: List<Reference<'a>>,
    /// `MedicationAdministration.device`.
    pub device: List<CodeableReference<'a>>,
    /// `MedicationAdministration.dosage`.
    pub dosage: Option<Dosage<'a>>,
}

/// `MedicationAdministration.performer`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Performer<'a> {
    /// `MedicationAdministration.performer.function`.
    pub function: Option<CodeableConcept<'a>>,
    /// `MedicationAdministration.performer.actor`.
    pub actor: Option<CodeableReference<'a>>,
}
