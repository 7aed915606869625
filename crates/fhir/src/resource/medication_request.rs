//! MedicationRequest: order of a drug.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Decimal, Dosage, Extensions, FhirDateTime, Flag,
    Identifier, List, Meta, Period, Quantity, Raw, Reference, Text,
};

/// Order of a drug.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct MedicationRequest<'a> {
    /// `MedicationRequest.id`.
    pub id: Option<Text<'a>>,
    /// `MedicationRequest.meta`.
    pub meta: Option<Meta<'a>>,
    /// `MedicationRequest.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `MedicationRequest.contained`.
    pub contained: Contained<'a>,
    /// `MedicationRequest.extension`.
    pub extension: Extensions<'a>,
    /// `MedicationRequest.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `MedicationRequest.status`.
    pub status: Option<Text<'a>>,
    /// `MedicationRequest.statusReason`.
    pub status_reason: Option<CodeableConcept<'a>>,
    /// `MedicationRequest.intent`.
    pub intent: Option<Text<'a>>,
    /// `MedicationRequest.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `MedicationRequest.priority`.
    pub priority: Option<Text<'a>>,
    /// `MedicationRequest.doNotPerform`.
    pub do_not_perform: Flag,
    /// `MedicationRequest.reportedBoolean`.
    pub reported_boolean: Flag,
    /// `MedicationRequest.medicationCodeableConcept`.
    pub medication_codeable_concept: Option<CodeableConcept<'a>>,
    /// `MedicationRequest.medicationReference`.
    pub medication_reference: Option<Reference<'a>>,
    /// `MedicationRequest.medication`.
    pub medication: Option<CodeableReference<'a>>,
    /// `MedicationRequest.subject`.
    pub subject: Option<Reference<'a>>,
    /// `MedicationRequest.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `MedicationRequest.authoredOn`.
    pub authored_on: Option<FhirDateTime<'a>>,
    /// `MedicationRequest.requester`.
    pub requester: Option<Reference<'a>>,
    /// `MedicationRequest.performer`.
    pub performer: List<Reference<'a>>,
    /// `MedicationRequest.recorder`.
    pub recorder: Option<Reference<'a>>,
    /// `MedicationRequest.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `MedicationRequest.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `MedicationRequest.reason`.
    pub reason: List<CodeableReference<'a>>,
    /// `MedicationRequest.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `MedicationRequest.groupIdentifier`.
    pub group_identifier: Option<Identifier<'a>>,
    /// `MedicationRequest.insurance`.
    pub insurance: List<Reference<'a>>,
    /// `MedicationRequest.dosageInstruction`.
    pub dosage_instruction: List<Dosage<'a>>,
    /// `MedicationRequest.dispenseRequest`.
    pub dispense_request: Option<Dispense<'a>>,
    /// `MedicationRequest.priorPrescription`.
    pub prior_prescription: Option<Reference<'a>>,
}

/// `MedicationRequest.dispenseRequest`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Dispense<'a> {
    /// `MedicationRequest.dispenseRequest.validityPeriod`.
    pub validity_period: Option<Period<'a>>,
    /// `MedicationRequest.dispenseRequest.numberOfRepeatsAllowed`.
    pub number_of_repeats_allowed: Option<Decimal<'a>>,
    /// `MedicationRequest.dispenseRequest.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `MedicationRequest.dispenseRequest.expectedSupplyDuration`.
    pub expected_supply_duration: Option<Quantity<'a>>,
}
