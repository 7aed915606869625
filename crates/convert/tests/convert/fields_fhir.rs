//! Which elements of FHIR end in a cell: found by changing each of those in a golden file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::memory::convert;
use crate::render;

/// The cells of each resource of a file, by its line.
fn facts(file: &str) -> BTreeMap<usize, String> {
    let quiet = ["file_id", "unit_id", "byte", "doc_id", "event_time"];
    let cells = render::cells(&convert(file.as_bytes()), &quiet);
    let mut facts: BTreeMap<usize, String> = BTreeMap::new();
    for line in cells.lines() {
        let (table, said) = line.split_once(':').unwrap();
        let table = table.split(' ').next().unwrap();
        if ["unit", "file", "reject", "dq_issue"].contains(&table) {
            continue;
        }
        let (_, after) = said.split_once(" record=").unwrap();
        let (record, said) = after.split_once(' ').unwrap();
        let fact = facts.entry(record.parse().unwrap()).or_default();
        *fact += &format!("{table} {said}\n");
    }
    facts
}

/// Another value of the same form.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(it) => Value::Bool(!it),
        Value::Number(it) if it.as_u64() == Some(7) => 8.into(),
        Value::Number(_) => 7.into(),
        Value::String(it) if it.starts_with("20") && it.as_bytes().get(4) == Some(&b'-') => {
            Value::String(format!("2017{}", &it[4..]))
        }
        Value::String(it) if it.starts_with("19") && it.as_bytes().get(4) == Some(&b'-') => {
            Value::String(format!("1917{}", &it[4..]))
        }
        Value::String(it) => Value::String(format!("{it}9")),
        other => other.clone(),
    }
}

/// The leaves of a resource: by path, and the resource with that one changed.
fn changes(whole: &Value) -> Vec<(String, Value)> {
    let mut pointers = Vec::new();
    leaves(whole, String::new(), &mut pointers);
    let kind = whole["resourceType"].as_str().unwrap();
    let of = |pointer: &String| {
        let names = pointer.split('/').skip(1);
        let names: Vec<&str> = names
            .filter(|name| name.parse::<usize>().is_err())
            .collect();
        let mut changed = whole.clone();
        let leaf = changed.pointer_mut(pointer).unwrap();
        *leaf = other(leaf);
        (format!("{kind}.{}", names.join(".")), changed)
    };
    pointers.iter().map(of).collect()
}

fn leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter().filter(|(name, _)| *name != "resourceType") {
                leaves(value, format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                leaves(value, format!("{at}/{number}"), found);
            }
        }
        _ => found.push(at),
    }
}

/// Paths that end in a cell, by resource.
pub(crate) fn read() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in [
        "fhir_all_paths.ndjson",
        "fhir_r5.ndjson",
        "fhir_payers_and_writers.ndjson",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for line in &lines {
            let whole: Value = serde_json::from_str(line).unwrap();
            let changes = changes(&whole);
            // The others, so that what it refers to is at hand; then itself; then with each change.
            let mut file: Vec<String> = lines
                .iter()
                .filter(|it| *it != line)
                .map(|it| (*it).to_owned())
                .collect();
            let own = file.len() + 1;
            file.push(whole.to_string());
            file.extend(changes.iter().map(|(_, changed)| changed.to_string()));
            let facts = facts(&file.join("\n"));
            for (number, (path, _)) in changes.iter().enumerate() {
                if facts.get(&(own + 1 + number)) != facts.get(&own) {
                    let kind = path.split('.').next().unwrap().to_owned();
                    read.entry(kind).or_default().insert(path.clone());
                }
            }
        }
    }
    read
}

/// What the mapping has to read, path by path (FHIR to the tables).
const WANTED: &str = "
Patient.identifier.type.coding.code Patient.identifier.system Patient.identifier.value Patient.name.family
Patient.name.given Patient.birthDate Patient.gender Patient.deceasedDateTime Patient.address.line Patient.address.city
Patient.address.state Patient.address.postalCode Patient.telecom.value Patient.link.other.reference Patient.link.type
Patient.meta.lastUpdated Patient.id
Practitioner.identifier.value Practitioner.identifier.system Practitioner.qualification.code.coding.code
PractitionerRole.specialty.coding.code PractitionerRole.code.coding.code PractitionerRole.practitioner.reference
Organization.type.coding.code Organization.name Organization.identifier.value
Location.identifier.value Location.type.coding.code Location.managingOrganization.reference
Coverage.subscriberId Coverage.beneficiary.reference Coverage.relationship.coding.code Coverage.payor.reference
Coverage.class.value Coverage.class.type.coding.code Coverage.order Coverage.period.start Coverage.period.end
Coverage.status
Appointment.status Appointment.start Appointment.participant.actor.reference
Encounter.status Encounter.class.code Encounter.class.coding.code Encounter.type.coding.code Encounter.subject.reference
Encounter.participant.individual.reference Encounter.participant.actor.reference Encounter.period.start
Encounter.period.end Encounter.actualPeriod.start Encounter.account.reference
Encounter.hospitalization.dischargeDisposition.coding.code Encounter.admission.dischargeDisposition.coding.code
Encounter.diagnosis.use.coding.code Encounter.diagnosis.rank Encounter.reasonCode.coding.code
Encounter.location.location.reference Encounter.serviceProvider.reference
Condition.code.coding.code Condition.clinicalStatus.coding.code Condition.category.coding.code Condition.onsetDateTime
Condition.abatementDateTime Condition.encounter.reference
Procedure.status Procedure.code.coding.code Procedure.performedPeriod.start Procedure.performedPeriod.end
Procedure.performer.actor.reference Procedure.bodySite.coding.code Procedure.encounter.reference
Procedure.basedOn.reference
ServiceRequest.status ServiceRequest.intent ServiceRequest.code.coding.code ServiceRequest.authoredOn
ServiceRequest.requester.reference ServiceRequest.priority ServiceRequest.reasonReference.reference
MedicationRequest.status MedicationRequest.intent MedicationRequest.medicationReference.reference
MedicationRequest.authoredOn MedicationRequest.requester.reference MedicationRequest.priority
DiagnosticReport.status DiagnosticReport.code.coding.code DiagnosticReport.effectiveDateTime DiagnosticReport.issued
DiagnosticReport.performer.reference DiagnosticReport.basedOn.reference
Observation.status Observation.code.coding.code Observation.effectiveDateTime Observation.issued
Observation.valueQuantity.value Observation.valueQuantity.code Observation.component.valueQuantity.value
Observation.valueCodeableConcept.coding.code Observation.basedOn.reference Observation.performer.reference
MedicationAdministration.status MedicationAdministration.medicationCodeableConcept.coding.code
MedicationAdministration.effectivePeriod.start MedicationAdministration.effectivePeriod.end
MedicationAdministration.dosage.dose.value MedicationAdministration.dosage.route.coding.code
MedicationAdministration.dosage.rateQuantity.value MedicationAdministration.performer.actor.reference
MedicationAdministration.request.reference MedicationAdministration.context.reference
Immunization.status Immunization.vaccineCode.coding.code Immunization.occurrenceDateTime Immunization.lotNumber
Immunization.expirationDate Immunization.route.coding.code Immunization.site.coding.code Immunization.primarySource
Immunization.fundingSource.coding.code Immunization.programEligibility.coding.code
Immunization.performer.actor.reference
DocumentReference.docStatus DocumentReference.type.coding.code DocumentReference.author.reference
DocumentReference.authenticator.reference DocumentReference.date DocumentReference.context.encounter.reference
DocumentReference.content.attachment.url
Composition.status Composition.type.coding.code Composition.author.reference Composition.date Composition.attester.time
SupplyDelivery.suppliedItem.itemCodeableConcept.coding.code SupplyDelivery.suppliedItem.quantity.value
Device.udiCarrier.deviceIdentifier DeviceUseStatement.device.reference
ChargeItem.status ChargeItem.identifier.value ChargeItem.context.reference ChargeItem.occurrenceDateTime
ChargeItem.performer.actor.reference ChargeItem.quantity.value ChargeItem.code.coding.code
ChargeItem.priceOverride.value ChargeItem.account.reference ChargeItem.service.reference ChargeItem.enteredDate
ChargeItem.enterer.reference ChargeItem.extension.extension.valueCodeableConcept.coding.code
Claim.status Claim.use Claim.type.coding.code Claim.patient.reference Claim.created Claim.insurer.reference
Claim.provider.reference Claim.priority.coding.code Claim.related.relationship.coding.code Claim.related.claim.reference
Claim.diagnosis.diagnosisCodeableConcept.coding.code Claim.procedure.procedureCodeableConcept.coding.code
Claim.insurance.coverage.reference Claim.item.productOrService.coding.code Claim.item.modifier.coding.code
Claim.item.servicedDate Claim.item.locationCodeableConcept.coding.code Claim.item.quantity.value
Claim.item.unitPrice.value Claim.item.net.value Claim.item.diagnosisSequence Claim.item.encounter.reference
Claim.item.revenue.coding.code Claim.total.value
ExplanationOfBenefit.outcome ExplanationOfBenefit.disposition ExplanationOfBenefit.payment.amount.value
ExplanationOfBenefit.item.adjudication.category.coding.code ExplanationOfBenefit.item.adjudication.reason.coding.code
ExplanationOfBenefit.item.adjudication.amount.value ExplanationOfBenefit.item.adjudication.value
ExplanationOfBenefit.processNote.text ExplanationOfBenefit.total.amount.value
ClaimResponse.outcome ClaimResponse.preAuthRef ClaimResponse.item.adjudication.amount.value ClaimResponse.payment.date
Invoice.totalNet.value PaymentReconciliation.paymentAmount.value Account.identifier.value
Consent.status Consent.category.coding.code Consent.dateTime CarePlan.category.coding.code CarePlan.status
CareTeam.status Task.status Task.output.valueInteger Communication.extension.valueInteger Communication.sent
Medication.code.coding.code
CoverageEligibilityResponse.status CoverageEligibilityResponse.outcome CoverageEligibilityResponse.insurance.inforce
CoverageEligibilityResponse.insurance.item.category.coding.code
CoverageEligibilityResponse.insurance.item.benefit.type.coding.code
CoverageEligibilityResponse.insurance.item.benefit.allowedMoney.value
Appointment.slot.reference DiagnosticReport.result.reference ChargeItem.bodysite.coding.code
ChargeItem.supportingInformation.reference Procedure.usedCode.coding.code Procedure.usedReference.reference
DeviceUseStatement.derivedFrom.reference
Provenance.agent.who.reference Provenance.recorded Provenance.target.reference
AuditEvent.agent.who.reference AuditEvent.recorded AuditEvent.entity.what.reference
";

#[test]
fn every_path_that_is_wanted_changes_a_cell() {
    let read: BTreeSet<String> = read().into_values().flatten().collect();
    let wanted = WANTED.split_whitespace();
    let missing: Vec<&str> = wanted.filter(|name| !read.contains(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
