//! Reads a resource as what it says it is.

use fhir::{Fault, Resource, resource as of};

/// True if it was read as one of the types that the crate knows.
pub(crate) fn read(resource: &Resource<'_>) -> Result<bool, Fault> {
    let read = match resource.kind() {
        "Account" => resource.read::<of::Account<'_>>().map(drop),
        "Appointment" => resource.read::<of::Appointment<'_>>().map(drop),
        "AuditEvent" => resource.read::<of::AuditEvent<'_>>().map(drop),
        "CarePlan" => resource.read::<of::CarePlan<'_>>().map(drop),
        "CareTeam" => resource.read::<of::CareTeam<'_>>().map(drop),
        "ChargeItem" => resource.read::<of::ChargeItem<'_>>().map(drop),
        "Claim" => resource.read::<of::Claim<'_>>().map(drop),
        "ClaimResponse" => resource.read::<of::ClaimResponse<'_>>().map(drop),
        "Communication" => resource.read::<of::Communication<'_>>().map(drop),
        "Composition" => resource.read::<of::Composition<'_>>().map(drop),
        "Condition" => resource.read::<of::Condition<'_>>().map(drop),
        "Consent" => resource.read::<of::Consent<'_>>().map(drop),
        "Coverage" => resource.read::<of::Coverage<'_>>().map(drop),
        "CoverageEligibilityResponse" => resource
            .read::<of::CoverageEligibilityResponse<'_>>()
            .map(drop),
        "Device" => resource.read::<of::Device<'_>>().map(drop),
        "DeviceUseStatement" => resource.read::<of::DeviceUseStatement<'_>>().map(drop),
        "DiagnosticReport" => resource.read::<of::DiagnosticReport<'_>>().map(drop),
        "DocumentReference" => resource.read::<of::DocumentReference<'_>>().map(drop),
        "Encounter" => resource.read::<of::Encounter<'_>>().map(drop),
        "ExplanationOfBenefit" => resource.read::<of::ExplanationOfBenefit<'_>>().map(drop),
        "Immunization" => resource.read::<of::Immunization<'_>>().map(drop),
        "Invoice" => resource.read::<of::Invoice<'_>>().map(drop),
        "Location" => resource.read::<of::Location<'_>>().map(drop),
        "Medication" => resource.read::<of::Medication<'_>>().map(drop),
        "MedicationAdministration" => resource
            .read::<of::MedicationAdministration<'_>>()
            .map(drop),
        "MedicationRequest" => resource.read::<of::MedicationRequest<'_>>().map(drop),
        "Observation" => resource.read::<of::Observation<'_>>().map(drop),
        "Organization" => resource.read::<of::Organization<'_>>().map(drop),
        "Patient" => resource.read::<of::Patient<'_>>().map(drop),
        "PaymentReconciliation" => resource.read::<of::PaymentReconciliation<'_>>().map(drop),
        "Practitioner" => resource.read::<of::Practitioner<'_>>().map(drop),
        "PractitionerRole" => resource.read::<of::PractitionerRole<'_>>().map(drop),
        "Procedure" => resource.read::<of::Procedure<'_>>().map(drop),
        "Provenance" => resource.read::<of::Provenance<'_>>().map(drop),
        "ServiceRequest" => resource.read::<of::ServiceRequest<'_>>().map(drop),
        "SupplyDelivery" => resource.read::<of::SupplyDelivery<'_>>().map(drop),
        "Task" => resource.read::<of::Task<'_>>().map(drop),
        _ => return Ok(false),
    };
    read.map(|()| true)
}
