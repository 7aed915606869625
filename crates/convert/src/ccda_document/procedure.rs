//! Procedures that were done, or were not.

use ccda::datatype::Cd;
use ccda::entry::{Content, Statement};
use tables::{ServiceDocumented, Table, WriteError};

use super::coded::{Coded, PROCEDURES, plain};
use super::document::{At, Outcome};
use super::encounter::participant_key;
use super::header::provider;
use super::person::Person;
use super::problem::reasons;
use super::told::{Told, authored, first, own, unnumbered};
use crate::context::{Context, at};
use crate::service_key::{self, Act};

/// Template of an indication.
pub(super) const INDICATION: &str = "2.16.840.1.113883.10.20.22.4.19";

/// Writes the row.
pub(super) fn write<'e>(
    content: &Content<'e>,
    statement: Statement<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let mut said = told.said(spot.words, spot.position, statement);
    let what = Coded::of(statement.code(), PROCEDURES, spot.words);
    if what.is_empty() {
        return Ok(Outcome::of_nothing(
            statement.code(),
            &said,
            "code",
            "a procedure",
        ));
    }
    let when = said.stretch("effectiveTime", statement.effective_time());
    let written = authored(statement, &mut said);
    let belonging = told.belonging(statement.encounter_ids(), when, spot.words);
    let negated = said.negated(statement);
    let status_code = statement.status_code().present();
    let doer = statement
        .performers()
        .next()
        .and_then(|one| one.assigned_entity());
    let performer = Person::of(doer, spot.words);
    let id = first(statement.ids(), spot.words);
    let site = statement.target_site_codes().next();
    let mut places = statement
        .participants()
        .filter(|one| one.type_code() == Some("LOC"));
    let own_place = places.find_map(|place| participant_key(place, spot));
    let visit_place = told.visit.as_ref().and_then(|visit| visit.location);
    let mut row = ServiceDocumented {
        service_key: match id {
            Some(id) => spot.words.alloc_str(&service_key::of(Act::Procedure, id)),
            None => unnumbered(told, &[what.code.or(what.text)], when, spot.words),
        },
        source_resource: "entry",
        source_resource_id: own(statement.ids()),
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        service_kind: Some(match content {
            Content::ProcedureObservation(_) => "other",
            _ => "procedure",
        }),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        laterality: site.and_then(laterality),
        body_site: plain(site, spot.words),
        start_ts: when.start.instant,
        service_date: when.start.date,
        end_ts: when.end.instant,
        minutes: when.minutes(),
        status: Some(status(status_code, negated)),
        status_code,
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name(spot.words),
        location_key: own_place.or(visit_place.filter(|_| !belonging.is_history)),
        documented_ts: written,
        reason_codes: reasons(statement.related_by(INDICATION), spot),
        is_history: belonging.is_history,
        ..ServiceDocumented::default()
    };
    let incomplete = said.note(cx)?;
    provider(performer, "performing", &said, told, cx)?;
    row.stated = told.statement(ServiceDocumented::META, &said, written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })?;
    Ok(Outcome::Mapped)
}

/// ActStatus: what is not completed was not done, or not yet, whatever its mood.
pub(super) fn status(code: Option<&str>, negated: bool) -> &'static str {
    match code {
        // Of what was taken back it is not told that it was not done, either.
        Some("nullified") => "entered_in_error",
        _ if negated => "not_done",
        Some("completed") => "completed",
        Some("active" | "suspended" | "held") => "in_progress",
        Some("aborted") => "stopped",
        Some("cancelled") => "not_done",
        _ => "unknown",
    }
}

/// The qualifier of the site (SNOMED CT): left, right, both.
fn laterality(site: Cd<'_>) -> Option<&'static str> {
    let qualifiers = site.element().children("qualifier");
    let mut codes = qualifiers.filter_map(|one| one.child("value")?.attribute("code"));
    codes.find_map(|code| match code.trim() {
        "7771000" => Some("L"),
        "24028007" => Some("R"),
        "51440002" => Some("B"),
        _ => None,
    })
}
