//! encompassingEncounter and the encounters section: the document's own visit, and those it tells of.

use ccda::datatype::Cd;
use ccda::entry::{Encounter as EncounterEntry, Participant};
use ccda::header::{EncompassingEncounter, HealthCareFacility, Performer};
use tables::{Encounter, Location, Table, WriteError};

use super::coded::{Coded, PROCEDURES, plain};
use super::document::{At, Outcome};
use super::header::provider;
use super::person::Person;
use super::problem;
use super::said::{Said, Stretch};
use super::told::{Told, Visit, authored, first, key};
use crate::context::{Context, at};

/// Writes the visit that the document is of; what entries have to do with it is decided by what it says.
pub(super) fn write_visit<'h>(
    visit: EncompassingEncounter<'h>,
    spot: At<'h>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let position = told.place(spot.position);
    let mut said = Said::new(spot.words, position, told.zone, "encompassingEncounter");
    let when = said.stretch(
        "encompassingEncounter/effectiveTime",
        visit.effective_time(),
    );
    let keys: Vec<_> = visit.ids().filter_map(|id| told.own_key(id)).collect();
    let location = visit.location();
    // A single point is a visit of that day; one without an end goes on.
    let is_point = visit
        .effective_time()
        .is_some_and(|time| time.low().is_none());
    let to = when.end.date.or(when.start.date.filter(|_| is_point));
    told.visit = Some(Visit {
        key: keys.first().copied(),
        keys,
        from: when.start.date,
        to,
        location: location.and_then(|it| place_key(it, told)),
    });
    let found = told
        .visit
        .as_ref()
        .and_then(|visit| Some((visit.key?, visit.location)));
    let Some((encounter_key, location_key)) = found else {
        let fault = said.missing("encompassingEncounter/id", "a number of the visit");
        said.note(cx)?;
        return Ok(Outcome::Refused(fault));
    };
    let id = visit
        .ids()
        .find(|id| told.own_key(*id) == Some(encounter_key));
    let (attending, referring) = (attending(visit, spot), participant(visit, "REF", spot));
    let mut row = Encounter {
        encounter_key,
        encounter_id: id.and_then(|id| id.extension().or_else(|| id.root())),
        encounter_assigner: id.and_then(|id| id.extension().and(id.root())),
        patient_key: told.patient,
        attending_npi: attending.npi,
        attending_id: attending.id,
        attending_name: attending.name(spot.words),
        referring_npi: referring.npi,
        location_key,
        service_provider: location
            .and_then(|it| it.service_provider_organization()?.name()?.text()),
        discharge_disposition: plain(visit.discharge_disposition_code(), spot.words),
        ..Encounter::default()
    };
    of_code(visit.code(), spot, &mut row);
    of_time(when, &mut row);
    if when.end.instant.is_some() {
        row.status = Some("finished");
    }
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Encounter::META, &said, None);
    let unit = cx.place.origin();
    let origin = at(&unit, position, incomplete);
    cx.out.encounter().append(&Encounter { origin, ..row })?;
    provider(attending, "attending", &said, told, cx)?;
    provider(referring, "referring", &said, told, cx)?;
    for (code, role) in [("CON", "consulting"), ("ADM", "admitting")] {
        provider(participant(visit, code, spot), role, &said, told, cx)?;
    }
    if let Some(location) = location {
        write_place(location, &said, told, cx)?;
    }
    Ok(Outcome::Mapped)
}

/// Who is responsible, else who attends.
fn attending<'h>(visit: EncompassingEncounter<'h>, spot: At<'h>) -> Person<'h> {
    let of = |one: Performer<'h>| Person::of(one.assigned_entity(), spot.words);
    let responsible = visit.responsible_party().map(of).filter(Person::is_known);
    responsible.unwrap_or_else(|| participant(visit, "ATND", spot))
}

fn participant<'h>(visit: EncompassingEncounter<'h>, code: &str, spot: At<'h>) -> Person<'h> {
    let one = visit
        .participants()
        .find(|one| one.type_code() == Some(code));
    Person::of(one.and_then(|one| one.assigned_entity()), spot.words)
}

/// ActEncounterCode says the class; CPT and others the kind of visit.
fn of_code<'e>(code: Option<Cd<'e>>, spot: At<'e>, row: &mut Encounter<'e>) {
    let class = Coded::of(code, &["actcode"], spot.words);
    let is_class = class.system == Some("actcode");
    row.class_code = class.code.filter(|_| is_class);
    row.encounter_class = row.class_code.and_then(|code| {
        Some(match code {
            "IMP" | "ACUTE" | "NONAC" => "IMP",
            "AMB" | "FLD" => "AMB",
            "EMER" => "EMER",
            "OBSENC" => "OBSENC",
            "PRENC" => "PRE",
            "VR" => "VR",
            "HH" => "HH",
            "SS" => "SS",
            _ => return None,
        })
    });
    let mut systems = PROCEDURES.to_vec();
    systems.push("snomed");
    let kind = Coded::of_other(code, &systems, "actcode", spot.words);
    row.visit_type = kind.code.or(kind.text);
    row.visit_type_system = kind.code.and(kind.system);
}

fn of_time(when: Stretch, row: &mut Encounter<'_>) {
    (row.start_ts, row.service_date) = (when.start.instant, when.start.date);
    (row.end_ts, row.discharge_date) = (when.end.instant, when.end.date);
}

/// A place by its own number, else by its organization's and its name.
fn place_key<'w>(place: HealthCareFacility<'_>, told: &Told<'w>) -> Option<&'w str> {
    if let Some(key) = first(place.ids(), told.words) {
        return Some(key);
    }
    let name = place.name().and_then(|name| name.text())?;
    let organization = place.service_provider_organization();
    let owner = organization.and_then(|it| it.ids().find_map(key));
    let owner = owner.unwrap_or_else(|| told.source.to_owned());
    Some(
        told.words
            .alloc_str(&crate::identity::join(&[&owner, name])),
    )
}

fn write_place<'h>(
    place: HealthCareFacility<'h>,
    said: &Said<'h>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let Some(location_key) = place_key(place, told) else {
        return Ok(());
    };
    let organization = place.service_provider_organization();
    let facility = organization
        .and_then(|it| it.name())
        .and_then(|name| name.text());
    let kind = Coded::of(place.code(), &[], said.words);
    let stated = told.statement(Location::META, said, None);
    let unit = cx.place.origin();
    let id = place
        .ids()
        .find_map(|id| id.extension().or_else(|| id.root()));
    cx.out.location().append(&Location {
        origin: at(&unit, said.position, false),
        stated,
        location_key,
        location_id: id,
        facility,
        facility_npi: organization.and_then(|it| it.npi()),
        location_name: place.name().and_then(|name| name.text()),
        location_type: kind.code.or(kind.text),
        ..Location::default()
    })
}

/// Writes a visit of the encounters section, with its diagnoses. It is history, unless it is the document's own.
pub(super) fn write<'e>(
    encounter: EncounterEntry<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let statement = encounter.statement();
    let mut said = told.said(spot.words, spot.position, statement);
    let Some(encounter_key) = first(statement.ids(), spot.words) else {
        tell(Outcome::Refused(
            said.missing("id", "a number of the visit"),
        ));
        return Ok(());
    };
    let own = statement
        .ids()
        .filter_map(key)
        .find_map(|key| told.is_visit(&key));
    let id = statement
        .ids()
        .find(|id| key(*id).as_deref() == Some(encounter_key));
    let when = said.stretch("effectiveTime", statement.effective_time());
    let performer = statement
        .performers()
        .next()
        .and_then(|one| one.assigned_entity());
    let performer = Person::of(performer, spot.words);
    let encounter_key = own.and_then(|own| own.encounter).unwrap_or(encounter_key);
    let is_history = own.is_none();
    let status_code = statement.status_code().present();
    let mut row = Encounter {
        encounter_key,
        encounter_id: id.and_then(|id| id.extension().or_else(|| id.root())),
        encounter_assigner: id.and_then(|id| id.extension().and(id.root())),
        patient_key: told.patient,
        status: match said.negated(statement) {
            true => Some("cancelled"),
            false => status(status_code, when),
        },
        event_code: status_code,
        attending_npi: performer.npi,
        attending_id: performer.id,
        attending_name: performer.name(spot.words),
        location_key: encounter
            .locations()
            .find_map(|place| participant_key(place, spot)),
        discharge_disposition: plain(encounter.discharge_disposition_code(), spot.words),
        is_history,
        ..Encounter::default()
    };
    of_code(statement.code(), spot, &mut row);
    of_time(when, &mut row);
    let reason = encounter
        .indications()
        .find_map(|it| problem::indication(it, spot));
    if let Some(reason) = reason {
        (row.reason_code, row.reason_text) = (reason.code, reason.text);
    }
    let written = authored(statement, &mut said);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Encounter::META, &said, written);
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out.encounter().append(&Encounter { origin, ..row })?;
    tell(Outcome::Mapped);
    provider(performer, "attending", &said, told, cx)?;
    problem::write_of_visit(encounter, (encounter_key, is_history), spot, told, tell, cx)
}

/// A place that takes part in an act: its number, else its name.
pub(super) fn participant_key<'e>(place: Participant<'e>, spot: At<'e>) -> Option<&'e str> {
    let name = || place.name().and_then(|name| name.text());
    first(place.ids(), spot.words).or_else(name)
}

/// Encounter Activity had no statusCode before the companion guide: what has an end is over.
fn status(code: Option<&str>, when: Stretch) -> Option<&'static str> {
    Some(match code {
        Some("completed") => "finished",
        Some("active") => "in_progress",
        Some("aborted" | "cancelled") => "cancelled",
        Some("suspended" | "held") => "on_leave",
        Some(_) => "unknown",
        None if when.end.instant.is_some() => "finished",
        None => return None,
    })
}
