//! PV1, PV2 and DRG: the visit, with what the event says of it.

use std::collections::HashSet;

use hl7v2::{Repetition, Segment, State};
use tables::{Encounter, Location, Provider, Table, WriteError};

use super::person::Person;
use super::said::{Said, words};
use super::told::{CX, Told, authority};
use super::{place, role};
use crate::authority::of_provider;
use crate::context::{Context, Issue, Severity, at};
use crate::fault::Element;
use crate::identity::join;

/// Finds the visit's number, else that of the account, and the place.
pub(super) fn identify(told: &mut Told<'_>) {
    let Some(pv1) = told.message.first(b"PV1") else {
        told.encounter = account_key(told);
        return;
    };
    told.encounter = told
        .key_of(pv1.field(19).first(), CX)
        .or_else(|| account_key(told));
    told.location = location_key(told, pv1.field(3).first());
}

/// Many systems give a visit no number but its account's.
fn account_key<'m>(told: &Told<'m>) -> Option<&'m str> {
    let pid = told.message.first(b"PID")?;
    told.key_of(pid.field(18).first(), CX)
}

/// A place (PL): its facility, else the feed, and its unit.
pub(super) fn location_key<'m>(told: &Told<'m>, place: Repetition<'m>) -> Option<&'m str> {
    let unit = words(told.words, place.component(1).subcomponent(1).text());
    let facility = authority(place.component(4), told.words);
    match (facility, unit) {
        (None, None) => None,
        (Some(facility), None) => Some(told.words.alloc_str(&join(&[facility]))),
        (facility, Some(unit)) => Some(told.key(facility, unit)),
    }
}

/// Writes the visit. One without any number can't be told from others, and is left out by name.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(pv1) = told.message.first(b"PV1") else {
        return Ok(());
    };
    let Some(encounter_key) = told.encounter else {
        return Ok(());
    };
    if told.event == "A28" || told.event == "A31" || told.event == "A29" {
        // Of the person, whatever the required PV1 says (HL7 2.8 chapter 3.3.28).
        let class = words(told.words, pv1.field(2).component(1).subcomponent(1).text());
        if class.is_none_or(|class| class == "N") {
            return Ok(());
        }
    }
    let mut said = told.take(pv1);
    let attending = attending(told, pv1);
    let start = said.moment("start_ts", (44, 0));
    let end = said.moment("end_ts", (45, 0));
    clear_of_null(&mut said, 44, &["start_ts", "service_date"]);
    clear_of_null(&mut said, 45, &["end_ts", "discharge_date"]);
    clear_of_null(
        &mut said,
        7,
        &["attending_npi", "attending_id", "attending_name"],
    );
    let number = pv1.field(19).first();
    let (class, class_code) = class(&mut said);
    let kind = said.coded(["visit_type", "visit_type_system", "visit_type"], 4);
    let mut row = Encounter {
        encounter_key,
        encounter_id: words(told.words, number.component(1).subcomponent(1).text()),
        encounter_assigner: authority(number.component(4), told.words),
        alternate_id: said.text("alternate_id", (50, 1)),
        account_number: told.account,
        patient_key: told.patient,
        encounter_class: class,
        class_code,
        event_code: Some(told.event).filter(|event| !event.is_empty()),
        patient_type: said.text("patient_type", (18, 1)),
        visit_type: kind.code.or(kind.text),
        visit_type_system: kind.code.and(kind.system),
        hospital_service: said.text("hospital_service", (10, 1)),
        admit_source: said.text("admit_source", (14, 1)),
        attending_npi: attending.npi,
        attending_id: attending.id,
        attending_name: attending.name(told.words),
        referring_npi: Person::of(pv1.field(8), told.words).npi,
        location_key: told.location,
        prior_location_key: location_key(told, pv1.field(6).first()),
        service_provider: said.text("service_provider", (39, 1)),
        start_ts: start.instant,
        service_date: start.date,
        end_ts: end.instant,
        discharge_date: end.date,
        discharge_disposition: said.text("discharge_disposition", (36, 1)),
        ..Encounter::default()
    };
    further(told, &mut said, &mut row);
    event(told, &mut said, &mut row);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Encounter::META, &said);
    row.stated.deleted = told.event == "A23";
    let unit = cx.place.origin();
    let origin = at(&unit, place(pv1.position()), incomplete);
    cx.out.encounter().append(&Encounter { origin, ..row })
}

/// PV1-7, else a role.
fn attending<'m>(told: &Told<'m>, pv1: Segment<'m>) -> Person<'m> {
    let attending = Person::of(pv1.field(7), told.words);
    if attending.is_known() || pv1.field(7).state() == State::Null {
        return attending;
    }
    role::find(&role::all(told), pv1, "attending", told).unwrap_or(attending)
}

/// A field that is null empties all columns that come of it.
fn clear_of_null(said: &mut Said<'_>, field: usize, columns: &[&'static str]) {
    if said.segment.field(field).state() == State::Null {
        said.clear(columns);
    }
}

/// HL7 table 0004, as the tables have it. An observation is an outpatient with an order or type of patient that says
/// so: views know which.
fn class<'m>(said: &mut Said<'m>) -> (Option<&'static str>, Option<&'m str>) {
    let Some(code) = said.text("class_code", (2, 1)) else {
        clear_of_null(said, 2, &["encounter_class"]);
        return (None, None);
    };
    let class = match code {
        "I" | "IMP" => "IMP",
        "O" | "AMB" | "C" => "AMB",
        "E" | "EMER" => "EMER",
        "P" | "PRE" => "PRE",
        "R" => "RECUR",
        "B" => "OB",
        "OBS" | "OBSENC" | "OBSERVATION" => "OBSENC",
        "V" | "VR" => "VR",
        "HH" => "HH",
        "SS" => "SS",
        _ => return (None, Some(code)),
    };
    (Some(class), Some(code))
}

/// PV2 and DRG.
fn further<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut Encounter<'m>) {
    if let Some(pv2) = told.message.first(b"PV2") {
        told.used(pv2);
        let said = said.of(pv2);
        let reason = said.coded(["reason_code", "reason_code", "reason_text"], 3);
        (row.reason_code, row.reason_text) = (reason.code, reason.text);
        row.expected_admit_ts = said.instant("expected_admit_ts", (8, 0));
    }
    if let Some(drg) = told.message.first(b"DRG") {
        told.used(drg);
        row.drg = said.of(drg).text("drg", (1, 1));
    }
}

/// What the event itself says: which state the visit is in, and what it takes back, whatever the fields say
/// (HL7 2.8 chapter 3.3).
fn event<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut Encounter<'m>) {
    row.status = match told.event {
        "A01" | "A02" | "A06" | "A07" | "A12" | "A13" | "A22" | "A32" | "A33" | "A52" | "A53" => {
            Some("in_progress")
        }
        "A04" | "A10" => Some("arrived"),
        "A03" => Some("finished"),
        "A05" | "A14" | "A15" | "A16" => Some("planned"),
        "A21" => Some("on_leave"),
        "A11" | "A27" | "A38" => Some("cancelled"),
        _ => None,
    };
    match told.event {
        "A01" | "A04" => row.registered_ts = told.stated,
        "A05" | "A14" => row.pre_registered_ts = told.stated,
        "P10" | "P12" => row.coding_complete_ts = told.stated,
        // Cancel admit.
        "A11" => {
            (row.start_ts, row.service_date, row.registered_ts) = (None, None, None);
            said.clear(&["start_ts", "service_date", "registered_ts"]);
        }
        // Cancel transfer: the place is the one of before, which is sent as the assigned one.
        "A12" => {
            row.prior_location_key = None;
            said.clear(&["prior_location_key"]);
        }
        // Cancel discharge.
        "A13" => {
            (row.end_ts, row.discharge_date, row.discharge_disposition) = (None, None, None);
            said.clear(&["end_ts", "discharge_date", "discharge_disposition"]);
        }
        _ => {}
    }
}

/// Notes a visit without any number: nobody knows which it is.
pub(super) fn note_nameless(told: &Told<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(pv1) = told.message.first(b"PV1") else {
        return Ok(());
    };
    if told.encounter.is_some() || matches!(told.event, "A28" | "A29" | "A31") {
        return Ok(());
    }
    cx.issue(
        place(pv1.position()),
        &Issue {
            rule_id: "missing_field",
            level: "segment",
            segment_id: "PV1",
            element: Element::Of(19, 1),
            expected: "a number of the visit or account",
            found: "nothing",
            severity: Severity::Warning,
        },
    )
}

/// Writes the place of the visit.
pub(super) fn write_location<'m>(
    told: &mut Told<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match told.message.first(b"PV1") {
        Some(pv1) => write_place(told, pv1, cx),
        None => Ok(()),
    }
}

/// Writes the place of PV1-3 or AIL-3.
pub(super) fn write_place<'m>(
    told: &mut Told<'m>,
    segment: Segment<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let Some(location_key) = location_key(told, segment.field(3).first()) else {
        return Ok(());
    };
    let mut said = told.take(segment);
    let mut row = Location {
        location_key,
        location_id: said.text("location_id", (3, 1)),
        facility: facility(told, segment.field(3).first()),
        location_name: said.text("location_name", (3, 9)),
        building: said.text("building", (3, 7)),
        location_type: said.text("location_type", (3, 6)),
        status: said.text("status", (3, 5)),
        ..Location::default()
    };
    row.stated = told.statement(Location::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(segment.position()), false);
    cx.out.location().append(&Location { origin, ..row })
}

/// The facility by its name within the organisation, as other formats name it; its universal id is in the key.
fn facility<'m>(told: &Told<'m>, place: Repetition<'m>) -> Option<&'m str> {
    let name = place.component(4).subcomponent(1).text();
    words(told.words, name).or_else(|| authority(place.component(4), told.words))
}

/// Writes who the visit names, each once.
pub(super) fn write_providers<'m>(
    told: &mut Told<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let Some(pv1) = told.message.first(b"PV1") else {
        return Ok(());
    };
    let mut seen = HashSet::new();
    for (field, role) in [
        (7, "attending"),
        (8, "referring"),
        (9, "consulting"),
        (17, "admitting"),
    ] {
        let person = Person::of(pv1.field(field), told.words);
        let key = match (person.npi, person.id) {
            (Some(npi), _) => told.words.alloc_str(npi),
            (None, Some(id)) => told.key(person.assigner, id),
            (None, None) => continue,
        };
        if !seen.insert(key) {
            continue;
        }
        write_provider(told, pv1, (key, role, person), cx)?;
    }
    for it in role::all(told) {
        let (rol, role, person) = (it.rol, it.role, it.person);
        told.used(rol);
        let key = match (person.npi, person.id) {
            (Some(npi), _) => told.words.alloc_str(npi),
            (None, Some(id)) => told.key(person.assigner, id),
            (None, None) => continue,
        };
        if seen.insert(key) {
            write_provider(told, rol, (key, role, person), cx)?;
        }
    }
    Ok(())
}

fn write_provider<'m>(
    told: &mut Told<'m>,
    segment: Segment<'m>,
    (provider_key, role, person): (&'m str, &'m str, Person<'m>),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let said = told.take(segment);
    let stated = told.statement(Provider::META, &said);
    let unit = cx.place.origin();
    cx.out.provider().append(&Provider {
        origin: at(&unit, place(segment.position()), false),
        stated,
        provider_key,
        npi: person.npi,
        provider_id: person.id,
        entity_type: Some("1"),
        provider_name: person.family,
        given_name: person.given,
        role: Some(role),
        identifiers: &of_provider(person.npi, person.id, person.assigner),
        ..Provider::default()
    })
}
