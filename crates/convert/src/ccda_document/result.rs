//! Results and vital signs: what was measured.

use ccda::datatype::{Any, IvlPq, Value};
use ccda::entry::{Content, Statement};
use domain::Quantity;
use tables::{Observation, ServiceDocumented, Table, WriteError};

use super::coded::{Coded, PROCEDURES};
use super::document::{At, Outcome};
use super::person::Person;
use super::procedure;
use super::said::Said;
use super::told::{Belonging, Told, authored, first, own};
use crate::context::{Context, at};
use crate::service_key;

/// The longest value that is kept as text; reports stay where they were dropped.
const TEXT_BYTES: usize = 2_000;

/// Writes a row for each observation of an organizer, or for one without.
pub(super) fn write<'e>(
    content: &Content<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match content {
        Content::ResultOrganizer(organizer) => {
            let around = Some(organizer.statement());
            examination(organizer.statement(), spot, told, cx)?;
            for result in organizer.results() {
                tell(one(result.statement(), (around, "lab"), spot, told, cx)?);
            }
        }
        Content::VitalSignsOrganizer(organizer) => {
            let around = Some(organizer.statement());
            for sign in organizer.vital_signs() {
                tell(one(
                    sign.statement(),
                    (around, "vital_sign"),
                    spot,
                    told,
                    cx,
                )?);
            }
        }
        Content::Observation(observation) => {
            let kind = match observation.is_vital_sign() {
                true => "vital_sign",
                false => "lab",
            };
            tell(one(observation.statement(), (None, kind), spot, told, cx)?);
        }
        _ => {}
    }
    Ok(())
}

/// Writes what was examined, as what may have to be charged: the organizer is the order's filler (a battery).
fn examination<'e>(
    statement: Statement<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.said(spot.words, spot.position, statement);
    let what = Coded::of(statement.code(), PROCEDURES, spot.words);
    // One that only groups what others have ordered has no number.
    let Some(id) = first(statement.ids(), spot.words).filter(|_| !what.is_empty()) else {
        return Ok(());
    };
    if statement.null_flavor().is_some() {
        return Ok(());
    }
    let when = said.stretch("effectiveTime", statement.effective_time());
    let written = authored(statement, &mut said);
    let negated = said.negated(statement);
    let status_code = statement.status_code().present();
    let doer = statement.performers().next();
    let performer = Person::of(doer.and_then(|one| one.assigned_entity()), spot.words);
    let Belonging {
        encounter,
        is_history,
    } = told.belonging(statement.encounter_ids(), when, spot.words);
    let examined = Coded::of(statement.code(), &["loinc"], spot.words).code;
    let place = told.visit.as_ref().and_then(|visit| visit.location);
    let mut row = ServiceDocumented {
        service_key: spot
            .words
            .alloc_str(&service_key::of_examination(id, examined)),
        source_resource: "entry",
        source_resource_id: own(statement.ids()),
        encounter_key: encounter,
        patient_key: told.patient,
        service_kind: Some("lab"),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        start_ts: when.start.instant,
        service_date: when.start.date,
        end_ts: when.end.instant,
        status: Some(procedure::status(status_code, negated)),
        status_code,
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name(spot.words),
        location_key: place.filter(|_| !is_history),
        documented_ts: written,
        is_history,
        ..ServiceDocumented::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ServiceDocumented::META, &said, written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })
}

/// Writes a row for an observation of the social history.
pub(super) fn write_social<'e>(
    statement: Statement<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    match statement.element().name() {
        "observation" => one(statement, (None, "social_history"), spot, told, cx),
        _ => Ok(Outcome::Ignored),
    }
}

fn one<'e>(
    statement: Statement<'e>,
    (organizer, kind): (Option<Statement<'e>>, &'static str),
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    if statement.null_flavor().is_some() {
        return Ok(Outcome::Silent);
    }
    let mut said = told.said(spot.words, spot.position, statement);
    let what = Coded::of(statement.code(), &["loinc"], spot.words);
    if what.is_empty() {
        return Ok(Outcome::of_nothing(
            statement.code(),
            &said,
            "code",
            "what was measured",
        ));
    }
    let mut when = said.stretch("effectiveTime", statement.effective_time());
    if when.start.date.is_none()
        && let Some(organizer) = organizer
    {
        when = said.stretch("effectiveTime", organizer.effective_time());
    }
    let mut written = authored(statement, &mut said);
    if written.is_none()
        && let Some(organizer) = organizer
    {
        written = authored(organizer, &mut said);
    }
    let negated = said.negated(statement);
    let belonging = told.belonging(statement.encounter_ids(), when, spot.words);
    let status_code = statement.status_code().present();
    let of_organizer = organizer.and_then(|organizer| organizer.performers().next());
    let doer = statement.performers().next().or(of_organizer);
    let interpretation = statement.element().child("interpretationCode");
    let mut row = Observation {
        observation_id: own(statement.ids()),
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        interpretation: interpretation.and_then(|code| code.attribute("code")),
        status: Some(match status(status_code) {
            gone @ "entered_in_error" => gone,
            _ if negated => "cancelled",
            other => other,
        }),
        status_code,
        observation_kind: Some(kind),
        effective_ts: when.start.instant,
        effective_date: when.start.date,
        issued_ts: written,
        performer_npi: Person::of(doer.and_then(|one| one.assigned_entity()), spot.words).npi,
        is_history: belonging.is_history,
        ..Observation::default()
    };
    // What was not observed has no value, whatever stands there.
    if let Some(told) = statement.values().next().filter(|_| !negated) {
        row.value_type = told_type(statement);
        value(told, statement, &mut said, &mut row);
    }
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Observation::META, &said, written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .observation()
        .append(&Observation { origin, ..row })?;
    Ok(Outcome::Mapped)
}

/// `value/@xsi:type`.
fn told_type<'e>(statement: Statement<'e>) -> Option<&'e str> {
    statement.element().child("value")?.xsi_type()
}

/// By the type that it says; a null is no value.
fn value<'e>(
    told: Any<'e>,
    statement: Statement<'e>,
    said: &mut Said<'e>,
    row: &mut Observation<'e>,
) {
    let words = said.words;
    match told {
        Any::Cd(code) => {
            let coded = Coded::of(Some(code), &[], words);
            (row.value_code, row.value_text) = (coded.code, coded.text);
        }
        Any::Pq(quantity) => {
            (row.value_text, row.value_num) = number(quantity.value(), said);
            row.unit = row.value_text.and(quantity.unit());
        }
        Any::Real(real) => (row.value_text, row.value_num) = number(real.value(), said),
        Any::Mo(amount) => {
            (row.value_text, row.value_num) = number(amount.value(), said);
            row.unit = amount.currency();
        }
        Any::IvlPq(range) => {
            let value = statement.element().child("value");
            let is_open = |end| {
                let end = value.and_then(|value| value.child(end));
                end.and_then(|end| end.attribute("inclusive")) == Some("false")
            };
            between(range, [is_open("low"), is_open("high")], said, row);
        }
        _ => {
            let text = told.text();
            if text.is_invalid() {
                said.fault(
                    "value",
                    "value",
                    "expected a value of its type, but found another form",
                );
            }
            row.value_text = text.present().filter(|text| text.len() <= TEXT_BYTES);
            if matches!(told, Any::Int(_)) {
                row.value_num = row.value_text.and_then(exact);
            }
        }
    }
}

/// A number as it was written, and where it has at most four decimals as one.
fn number<'e>(
    value: Value<'e, &'e str>,
    said: &mut Said<'e>,
) -> (Option<&'e str>, Option<Quantity>) {
    match value {
        Value::Present(text) => (Some(text), exact(text)),
        Value::Invalid => {
            said.fault(
                "value",
                "value",
                "expected a number, but found other characters",
            );
            (None, None)
        }
        Value::Absent | Value::Null(_) => (None, None),
    }
}

fn exact(text: &str) -> Option<Quantity> {
    Quantity::parse(text.as_bytes()).ok()
}

/// One quantity, or a range in words: it is no number. An end that does not belong to it is a comparator, as other
/// formats have it.
fn between<'e>(
    range: IvlPq<'e>,
    [low_is_open, high_is_open]: [bool; 2],
    said: &mut Said<'e>,
    row: &mut Observation<'e>,
) {
    if range.single().value().present().is_some() {
        (row.value_text, row.value_num) = number(range.single().value(), said);
        row.unit = range.single().unit();
        return;
    }
    let (low, high) = (range.low(), range.high());
    let text = |end: Option<ccda::datatype::Pq<'e>>| end.and_then(|end| end.value().present());
    row.value_text = match (text(low), text(high)) {
        (Some(low), Some(high)) => Some(said.words.alloc_str(&format!("{low}-{high}"))),
        (Some(low), None) => {
            let sign = if low_is_open { ">" } else { ">=" };
            Some(said.words.alloc_str(&format!("{sign}{low}")))
        }
        (None, Some(high)) => {
            let sign = if high_is_open { "<" } else { "<=" };
            Some(said.words.alloc_str(&format!("{sign}{high}")))
        }
        (None, None) => None,
    };
    row.unit = low
        .or(high)
        .and_then(|end| end.unit())
        .filter(|_| row.value_text.is_some());
}

/// ActStatus: a result that is complete is final.
fn status(code: Option<&str>) -> &'static str {
    match code {
        Some("completed") => "final",
        Some("active" | "held" | "suspended") => "preliminary",
        Some("aborted" | "cancelled") => "cancelled",
        Some("nullified") => "entered_in_error",
        _ => "unknown",
    }
}
