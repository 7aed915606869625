//! FHIR: which resource fills which tables. One file a resource, or a family of them; what is read of each stands in
//! `docs/coverage.md`.
//!
//! A whole member is one unit, and each resource a document of its own, as messages of HL7 v2 are: resources come again
//! in other exports, and what counts is when each was so. A version of a resource is whole: an element that is absent is
//! empty, so that a null in a row whose `source_format` is `fhir` empties the column, and `cleared` stays null.
//!
//! References are resolved among what was met before in the member and within a stretch ahead of it
//! ([`crate::limits::Limits::ahead_bytes`]); each row keeps the references themselves besides, and `reference_key` says
//! what every resource stands for that others refer to, so that views link what came in another file, or later.
//! The reasons are in `docs/decisions/0004-references.md`.

use std::io::Read;

use bumpalo::Bump;
use domain::Digest;
use fhir::datatype::{Contained, Meta};
use fhir::{Damaged, Defect, Entry, Event, Reader, Resource};
use sha2::{Digest as _, Sha256};
use tables::{Micros, WriteError};
use x12::Position;

use self::ahead::{Ahead, Held};
use self::known::Known;
use self::told::{Done, Found, Halt, Servers, Told};
use crate::context::{Context, Issue, MessagePlace, Refused, Severity};
use crate::fault::{Element, Fault};
use crate::identity::{doc_id, join, short};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_file::finish_unit;

mod adjudication;
mod ahead;
mod appointment;
mod benefit;
mod billed;
mod care;
mod charge;
mod coded;
mod condition;
mod consent;
mod content;
mod coverage;
mod device;
mod document;
mod dose;
mod eligibility;
mod encounter;
mod known;
mod line;
mod location;
mod observation;
mod order;
mod patient;
mod payer_items;
mod payer_view;
mod person;
mod procedure;
mod provenance;
mod provider;
mod reference;
mod reference_key;
mod report;
mod service;
mod told;
mod transaction;
mod vaccine;
mod value;

/// What units and files of this format are called.
pub(crate) const FORMAT: &str = "fhir";

/// The list that codes of rejects are from: OperationOutcome.issue.code.
const CODES: &str = "issue-type";

impl From<fhir::Error> for Stop {
    fn from(error: fhir::Error) -> Self {
        let code = match error {
            fhir::Error::Io(error) => return Stop::from(error),
            fhir::Error::Empty => "empty",
            fhir::Error::NotFhir { .. } => "no_resource",
            fhir::Error::Doctype { .. } => "doctype",
        };
        Stop::Refused(Refusal::new(code, &error.to_string()))
    }
}

/// A place as rejects and issues have it: the Bundle is the interchange, the entry the set.
fn place(position: fhir::Position) -> Position {
    Position {
        record: position.record,
        byte: position.byte,
        interchange: position.bundle,
        group: 0,
        set: position.entry,
        segment: 0,
    }
}

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut reader = Reader::new(bytes, limits.fhir());
    let mut hasher = Sha256::new();
    let mut unit = Unit {
        member: member.map(str::to_owned),
        kind: FORMAT.to_owned(),
        ..Unit::default()
    };
    while let Some(event) = reader.next_event()? {
        if unit.record == 0 {
            let position = event.position();
            (unit.record, unit.byte) = (position.record, position.byte);
        }
        match event {
            Event::BundleStart(bundle) if unit.st_control.is_empty() => {
                unit.envelope_time = ahead::time(bundle.timestamp).map(|time| time.0);
                unit.st_control = short(bundle.id.as_bytes());
            }
            Event::Entry(entry) => hasher.update(said(&entry).0),
            Event::Damaged(damaged) => {
                unit.incomplete = true;
                hasher.update(damaged.digest);
            }
            _ => {}
        }
    }
    unit.content_hash = Digest::cut(hasher).to_string();
    unit.doc_key = join(&[FORMAT, &unit.content_hash]);
    unit.doc_id = doc_id(&unit.doc_key, &unit.content_hash);
    gathered.add(unit, limits)
}

/// Digest of what an entry says, whatever its blanks.
fn said(entry: &Entry<'_>) -> Digest {
    match entry.resource {
        Some(resource) => content::digest(resource.json()),
        None => {
            let url = entry.url.as_deref().unwrap_or_default();
            Digest::of(&[entry.method.unwrap_or_default().as_bytes(), url.as_bytes()])
        }
    }
}

/// Pass two over a member.
pub(crate) fn convert(
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let other = || std::io::Error::other("expected the bytes of pass one, but found others");
    let unit = units
        .next()
        .filter(|unit| unit.kind == FORMAT)
        .ok_or_else(other)?;
    cx.tally.cut();
    cx.enter_unit(unit);
    let before = cx.out.row_counts();
    let mut ahead = Ahead::new(cx.place.source_system(), cx.limits);
    let mut reader = Reader::new(bytes, cx.limits.fhir());
    while let Some(event) = reader.next_event()? {
        let records = event.records();
        match event {
            Event::Entry(entry) => {
                if ahead.hold(&entry) {
                    drain(&mut ahead, cx)?;
                }
            }
            Event::BundleStart(bundle) => {
                ahead.begin(&bundle);
                cx.tally.mapped(records);
            }
            Event::BundleEnd(_) => {}
            Event::Noise(_) => cx.tally.ignored("text outside of resources", records),
            Event::Damaged(damaged) => damage(&damaged, cx)?,
            Event::Defect(defect) => note(&defect, cx)?,
        }
    }
    drain(&mut ahead, cx)?;
    sets.push(finish_unit(unit, &before, cx)?);
    Ok(())
}

/// Maps what is held.
fn drain(ahead: &mut Ahead, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let mut words = Bump::new();
    let source = cx.place.source_system().to_owned();
    for held in ahead.take() {
        words.reset();
        let servers = held.servers(&source);
        match held.json.as_deref().and_then(Resource::of) {
            Some(resource) => one(&held, resource, servers, ahead.known(), &words, cx)?,
            None => reference_key::without_resource(&held, servers, cx)?,
        }
    }
    cx.leave_message();
    Ok(())
}

/// What every resource has.
#[derive(Debug, Default)]
struct Head<'a> {
    meta: Option<Meta<'a>>,
    contained: Contained<'a>,
}

impl<'a> Head<'a> {
    /// Reads these members and passes over the others.
    fn of(resource: Resource<'a>) -> Head<'a> {
        let mut head = Head::default();
        for (name, value) in resource.members() {
            match name {
                "meta" => head.meta = serde_json::from_str(value).ok(),
                "contained" => head.contained = serde_json::from_str(value).unwrap_or_default(),
                _ => {}
            }
        }
        head
    }
}

/// One resource: what it says, then the accounting.
fn one(
    held: &Held,
    resource: Resource<'_>,
    servers: Servers<'_>,
    known: &Known,
    words: &Bump,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let head = Head::of(resource);
    let contained = Known::contained(&head.contained, servers, cx.limits.known);
    let reference = told::own_reference(resource, held.full_url.as_deref(), servers);
    let found = Found {
        resource,
        position: held.position,
        servers,
        meta: head.meta.as_ref(),
        words,
        known,
        contained: &contained,
        reference: reference.as_deref(),
        facts: held.facts.as_deref(),
    };
    let updated = head
        .meta
        .as_ref()
        .and_then(|meta| meta.last_updated.as_ref());
    let updated: Option<Micros> = updated.and_then(|at| value::moment(at)?.instant);
    let said = content::digest(resource.json());
    cx.enter_message(MessagePlace {
        doc_id: Digest::of(&[FORMAT.as_bytes(), &said.0]).to_string(),
        event_time: updated.or(held.sent),
        is_test: head.meta.as_ref().is_some_and(is_test),
    });
    let mut is_read = true;
    let mut mapped = specific(&found, cx);
    if let Err(Halt::Ignored) = mapped {
        (is_read, mapped) = (false, Ok(()));
    }
    if mapped.is_ok() && found.facts.is_some() {
        mapped = reference_key::write(&mut Told::new(&found), cx);
        is_read = true;
    }
    match mapped {
        Ok(()) if is_read => cx.tally.mapped(1),
        Ok(()) | Err(Halt::Ignored) => cx
            .tally
            .ignored(&format!("resource {}", resource.kind()), 1),
        Err(Halt::Write(error)) => return Err(error),
        Err(Halt::Refused(fault)) => {
            cx.reject_as(Refused::Resource, held.position, 1, &fault, CODES)?;
        }
    }
    Ok(())
}

/// http://terminology.hl7.org/CodeSystem/v3-ActReason, HTEST: test health data.
fn is_test(meta: &Meta<'_>) -> bool {
    let mut all = meta.tag.iter().chain(&meta.security);
    all.any(|coding| told::text(coding.code.as_ref()) == Some("HTEST"))
}

/// What a kind of resource says. Of those that only others speak of, `reference_key` is all.
fn specific(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    match found.resource.kind() {
        "Patient" => patient::write(found, cx),
        "Practitioner" => provider::practitioner(found, cx),
        "PractitionerRole" => provider::role(found, cx),
        "Organization" => provider::organization(found, cx),
        "Location" => location::write(found, cx),
        "Coverage" => coverage::write(found, cx),
        "Appointment" => appointment::write(found, cx),
        "Encounter" => encounter::write(found, cx),
        "Condition" => condition::write(found, cx),
        "Procedure" => procedure::write(found, cx),
        "ServiceRequest" => order::service(found, cx),
        "MedicationRequest" => order::medication(found, cx),
        "DiagnosticReport" => report::write(found, cx),
        "Observation" => observation::write(found, cx),
        "MedicationAdministration" => dose::write(found, cx),
        "Immunization" => vaccine::write(found, cx),
        "DocumentReference" => document::reference(found, cx),
        "Composition" => document::composition(found, cx),
        "SupplyDelivery" => device::delivery(found, cx),
        "DeviceUseStatement" | "DeviceUsage" => device::usage(found, cx),
        "Device" => device::write(found, cx),
        "ChargeItem" => charge::write(found, cx),
        "Claim" => billed::write(found, cx),
        "ClaimResponse" => payer_view::response(found, cx),
        "ExplanationOfBenefit" => payer_view::benefit(found, cx),
        "CoverageEligibilityResponse" => eligibility::write(found, cx),
        "Invoice" => transaction::invoice(found, cx),
        "PaymentReconciliation" => transaction::payment(found, cx),
        "Provenance" => provenance::write(found, cx),
        "AuditEvent" => provenance::audit(found, cx),
        "Consent" => consent::write(found, cx),
        "CarePlan" => care::plan(found, cx),
        "CareTeam" => care::team(found, cx),
        "Task" => care::task(found, cx),
        "Communication" => care::communication(found, cx),
        _ => Err(Halt::Ignored),
    }
}

/// A resource that can't be read.
fn damage(damaged: &Damaged, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let position = place(damaged.position);
    let fault = Fault {
        position,
        segment_id: damaged.kind.to_owned(),
        element: Element::default(),
        code: damaged.damage.code(),
        expected: format!("expected {}, but found none", damaged.damage.expected()),
    };
    cx.leave_message();
    cx.reject_as(Refused::Resource, position, 1, &fault, CODES)
}

/// Notes what is wrong with a resource or what holds it, by the standard's own code.
fn note(defect: &Defect, cx: &mut Context<'_>) -> Result<(), WriteError> {
    cx.leave_message();
    cx.issue(
        place(defect.position),
        &Issue {
            rule_id: &format!("{CODES}_{}", defect.code),
            level: "resource",
            segment_id: "",
            element: Element::default(),
            expected: defect.expected(),
            found: defect.found(),
            severity: match defect.severity {
                "error" => Severity::Error,
                _ => Severity::Warning,
            },
        },
    )
}
