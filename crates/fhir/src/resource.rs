//! A resource as its text, and the types that billing needs, each read by its own struct.
//!
//! Elements are named as the standard names them; what R4 and R5 name differently stands side by
//! side. What is not listed is passed over. Lists may be one element, numbers and booleans may be
//! strings: so comes what was XML.

use std::fmt;

use serde::Deserialize;

use crate::names::{UNKNOWN, resource_name};
use crate::{Fault, json};

pub mod account;
pub mod appointment;
pub mod audit_event;
pub mod care_plan;
pub mod care_team;
pub mod charge_item;
pub mod claim;
pub mod claim_response;
pub mod communication;
pub mod composition;
pub mod condition;
pub mod consent;
pub mod coverage;
pub mod coverage_eligibility_response;
pub mod device;
pub mod device_use_statement;
pub mod diagnostic_report;
pub mod document_reference;
pub mod encounter;
pub mod explanation_of_benefit;
pub mod immunization;
pub mod invoice;
pub mod location;
pub mod medication;
pub mod medication_administration;
pub mod medication_request;
pub mod observation;
pub mod organization;
pub mod patient;
pub mod payment_reconciliation;
pub mod practitioner;
pub mod practitioner_role;
pub mod procedure;
pub mod provenance;
pub mod service_request;
pub mod supply_delivery;
pub mod task;

pub use account::Account;
pub use appointment::Appointment;
pub use audit_event::AuditEvent;
pub use care_plan::CarePlan;
pub use care_team::CareTeam;
pub use charge_item::ChargeItem;
pub use claim::Claim;
pub use claim_response::ClaimResponse;
pub use communication::Communication;
pub use composition::Composition;
pub use condition::Condition;
pub use consent::Consent;
pub use coverage::Coverage;
pub use coverage_eligibility_response::CoverageEligibilityResponse;
pub use device::Device;
pub use device_use_statement::DeviceUseStatement;
pub use diagnostic_report::DiagnosticReport;
pub use document_reference::DocumentReference;
pub use encounter::Encounter;
pub use explanation_of_benefit::ExplanationOfBenefit;
pub use immunization::Immunization;
pub use invoice::Invoice;
pub use location::Location;
pub use medication::Medication;
pub use medication_administration::MedicationAdministration;
pub use medication_request::MedicationRequest;
pub use observation::Observation;
pub use organization::Organization;
pub use patient::Patient;
pub use payment_reconciliation::PaymentReconciliation;
pub use practitioner::Practitioner;
pub use practitioner_role::PractitionerRole;
pub use procedure::Procedure;
pub use provenance::Provenance;
pub use service_request::ServiceRequest;
pub use supply_delivery::SupplyDelivery;
pub use task::Task;

/// A resource: its type, its id and its JSON text.
#[derive(Clone, Copy)]
pub struct Resource<'a> {
    kind: &'static str,
    id: Option<&'a str>,
    json: &'a str,
}

impl<'a> Resource<'a> {
    pub(crate) fn new(kind: Option<&str>, id: Option<&'a str>, json: &'a str) -> Self {
        Resource {
            kind: kind.map_or(UNKNOWN, resource_name),
            id,
            json,
        }
    }

    /// The resource of a JSON text, as they are contained in others; `None` if it is no object.
    #[must_use]
    pub fn of(json: &'a str) -> Option<Self> {
        let (mut kind, mut id) = (None, None);
        for (name, value) in json.starts_with('{').then(|| json::members(json))? {
            match name {
                "resourceType" => kind = json::unquoted(value),
                "id" => id = json::unquoted(value),
                _ => {}
            }
            if kind.is_some() && id.is_some() {
                break;
            }
        }
        Some(Resource::new(kind, id, json))
    }

    /// Its type, if R4, R4B or R5 have it; `unknown` otherwise.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its logical id, as it stands.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// Its text. What came as XML was rewritten as JSON.
    #[must_use]
    pub fn json(&self) -> &'a str {
        self.json
    }

    /// Its members as they stand, name and text. Where it is no JSON they end; an escape in a name is left as it is.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        json::members(self.json)
    }

    /// Reads it as what the caller takes it for: mostly one of this module's structs.
    ///
    /// # Errors
    /// The first place that is no JSON or does not have the form of `T`.
    pub fn read<T: Deserialize<'a>>(&self) -> Result<T, Fault> {
        serde_json::from_str(self.json).map_err(|error| Fault::new(self.kind, self.json, &error))
    }
}

/// Neither id nor text are shown.
impl fmt::Debug for Resource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource")
            .field("kind", &self.kind)
            .field("bytes", &self.json.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
