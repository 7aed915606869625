//! Appointment.

use fhir::datatype::Reference;
use fhir::resource::Appointment as Resource;
use tables::{Appointment, Table};

use super::coded::{ANY, SERVICES};
use super::told::{Done, Found, Link, Told, text};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    let actors: Vec<&Reference<'_>> = it
        .participant
        .iter()
        .filter_map(|it| it.actor.as_ref())
        .collect();
    let of = |kinds: &[&str]| {
        actors
            .iter()
            .copied()
            .find(|it| kinds.contains(&kind(told, it)))
    };
    let patient = of(&["Patient"]).or(it.subject.as_ref());
    let (provider, place) = (of(&["Practitioner", "PractitionerRole"]), of(&["Location"]));
    told.about(patient, None);
    told.stated_by("created", it.created.as_ref());
    let (appointment_key, appointment_id) = told.identity(&it.identifier)?;
    let provider = told.person(provider);
    let place = told.location(place);
    let service = it
        .service_type
        .iter()
        .find_map(|it| it.concept.as_ref())
        .or(it.appointment_type.as_ref());
    let service = told.coded(service, SERVICES);
    let start = told.moment("start", it.start.as_ref());
    let status_code = told.status(it.status.as_ref());
    let why = it
        .reason_code
        .iter()
        .chain(&it.cancelation_reason)
        .chain(&it.cancellation_reason);
    let order: Link<'_> = told.first_link(&it.based_on);
    let mut row = Appointment {
        appointment_key,
        appointment_id,
        placer_appointment_id: order.either(),
        patient_key: told.patient.key,
        provider_npi: provider.npi,
        provider_id: provider.id,
        provider_name: provider.name,
        location_key: place,
        service_code: service.code,
        service_code_system: service.system,
        service_text: service.text,
        booked_ts: told.instant("created", it.created.as_ref()),
        scheduled_start_ts: start.instant,
        scheduled_date: start.date,
        scheduled_end_ts: told.instant("end", it.end.as_ref()),
        minutes: told.whole("minutesDuration", it.minutes_duration.as_ref()),
        status: status_code.map(|code| match code {
            "checked-in" => "arrived",
            other => other,
        }),
        status_code,
        reason: why
            .into_iter()
            .find_map(|it| told.coded(Some(it), ANY).either()),
        slot_reference: told.first_link(&it.slot).reference,
        ..Appointment::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Appointment::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out
        .appointment()
        .append(&Appointment { origin, ..row })?;
    Ok(())
}

/// What kind of resource a reference points to, as far as it says so.
fn kind<'m>(told: &Told<'m>, it: &'m Reference<'m>) -> &'static str {
    if let Some(facts) = told.facts(Some(it)) {
        return facts.kind;
    }
    match it.target() {
        Some(fhir::Target::Relative(resource) | fhir::Target::Absolute { resource, .. }) => {
            resource.kind
        }
        Some(fhir::Target::Conditional { kind, .. }) => kind,
        _ => text(it.kind.as_ref()).map_or("", fhir::resource_name),
    }
}
