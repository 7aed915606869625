//! Reads a resource as what it says it is.

use fhir::{Fault, Resource};

/// True if it was read as one of the types that the crate knows.
pub(crate) fn read(resource: &Resource<'_>) -> Result<bool, Fault> {
    let read = match resource.kind() {
        "Account" => resource.read::<fhir::resource::Account<'_>>().map(drop),
        "Appointment" => resource.read::<fhir::resource::Appointment<'_>>().map(drop),
        "CarePlan" => resource.read::<fhir::resource::CarePlan<'_>>().map(drop),
        "CareTeam" => resource.read::<fhir::resource::CareTeam<'_>>().map(drop),
        "ChargeItem" => resource.read::<fhir::resource::ChargeItem<'_>>().map(drop),
        "Claim" => resource.read::<fhir::resource::Claim<'_>>().map(drop),
        "ClaimResponse" => resource
            .read::<fhir::resource::ClaimResponse<'_>>()
            .map(drop),
        "Communication" => resource
            .read::<fhir::resource::Communication<'_>>()
            .map(drop),
        "Composition" => resource.read::<fhir::resource::Composition<'_>>().map(drop),
        "Condition" => resource.read::<fhir::resource::Condition<'_>>().map(drop),
        "Consent" => resource.read::<fhir::resource::Consent<'_>>().map(drop),
        "Coverage" => resource.read::<fhir::resource::Coverage<'_>>().map(drop),
        "CoverageEligibilityResponse" => resource
            .read::<fhir::resource::CoverageEligibilityResponse<'_>>()
            .map(drop),
        "Device" => resource.read::<fhir::resource::Device<'_>>().map(drop),
        "DeviceUseStatement" => resource
            .read::<fhir::resource::DeviceUseStatement<'_>>()
            .map(drop),
        "DiagnosticReport" => resource
            .read::<fhir::resource::DiagnosticReport<'_>>()
            .map(drop),
        "DocumentReference" => resource
            .read::<fhir::resource::DocumentReference<'_>>()
            .map(drop),
        "Encounter" => resource.read::<fhir::resource::Encounter<'_>>().map(drop),
        "ExplanationOfBenefit" => resource
            .read::<fhir::resource::ExplanationOfBenefit<'_>>()
            .map(drop),
        "Immunization" => resource
            .read::<fhir::resource::Immunization<'_>>()
            .map(drop),
        "Invoice" => resource.read::<fhir::resource::Invoice<'_>>().map(drop),
        "Location" => resource.read::<fhir::resource::Location<'_>>().map(drop),
        "Medication" => resource.read::<fhir::resource::Medication<'_>>().map(drop),
        "MedicationAdministration" => resource
            .read::<fhir::resource::MedicationAdministration<'_>>()
            .map(drop),
        "MedicationRequest" => resource
            .read::<fhir::resource::MedicationRequest<'_>>()
            .map(drop),
        "Observation" => resource.read::<fhir::resource::Observation<'_>>().map(drop),
        "Organization" => resource
            .read::<fhir::resource::Organization<'_>>()
            .map(drop),
        "Patient" => resource.read::<fhir::resource::Patient<'_>>().map(drop),
        "PaymentReconciliation" => resource
            .read::<fhir::resource::PaymentReconciliation<'_>>()
            .map(drop),
        "Practitioner" => resource
            .read::<fhir::resource::Practitioner<'_>>()
            .map(drop),
        "PractitionerRole" => resource
            .read::<fhir::resource::PractitionerRole<'_>>()
            .map(drop),
        "Procedure" => resource.read::<fhir::resource::Procedure<'_>>().map(drop),
        "Provenance" => resource.read::<fhir::resource::Provenance<'_>>().map(drop),
        "ServiceRequest" => resource
            .read::<fhir::resource::ServiceRequest<'_>>()
            .map(drop),
        "SupplyDelivery" => resource
            .read::<fhir::resource::SupplyDelivery<'_>>()
            .map(drop),
        "Task" => resource.read::<fhir::resource::Task<'_>>().map(drop),
        _ => return Ok(false),
    };
    read.map(|()| true)
}
