//! PR1: procedures that were done.

use hl7v2::Segment;
use tables::{ServiceDocumented, Table, WriteError};

use super::coded::Coded;
use super::person::Person;
use super::role::Role;
use super::said::{Said, words};
use super::told::{EI, Told};
use super::{place, role};
use crate::context::{Context, at};
use crate::identity::join;
use crate::service_key::{self, Act};

/// Writes a row for each PR1.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let all = told
        .message
        .segments()
        .filter(|segment| segment.id() == b"PR1");
    let roles = role::all(told);
    all.into_iter()
        .try_for_each(|pr1| one(told, pr1, &roles, cx))
}

fn one<'m>(
    told: &mut Told<'m>,
    pr1: Segment<'m>,
    roles: &[Role<'m>],
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.take(pr1);
    let system = said.text("", (2, 1)).map(crate::code_system::name);
    let coded = said
        .coded(["code", "code_system", "code_text"], 3)
        .or_system(told.words, system);
    let code_text = coded.text.or_else(|| said.text("code_text", (4, 1)));
    if coded.code.is_none() && code_text.is_none() {
        let fault = said.missing((3, 1), "a procedure");
        return told.refuse(pr1, &fault, cx);
    }
    let performer = performer(told, pr1, roles);
    let start = said.moment("start_ts", (5, 0));
    let id = said.text("source_resource_id", (19, 1));
    let mut row = ServiceDocumented {
        service_key: key(told, pr1, &coded),
        source_resource: "PR1",
        source_resource_id: id,
        encounter_key: told.encounter,
        patient_key: told.patient,
        service_kind: Some("procedure"),
        code: coded.code,
        code_system: coded.system,
        code_text,
        modifiers: modifiers(told, &mut said, 16),
        start_ts: start.instant,
        service_date: start.date,
        minutes: said.number("minutes", (7, 0)),
        status: Some("completed"),
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name(told.words),
        location_key: told.location,
        reason_codes: said.coded(["reason_codes"; 3], 15).code,
        ..ServiceDocumented::default()
    };
    let action = said.text("", (20, 0));
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ServiceDocumented::META, &said);
    row.stated.deleted = action == Some("D");
    let unit = cx.place.origin();
    let origin = at(&unit, place(pr1.position()), incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })
}

/// The surgeon, else who is named as practitioner, else the anesthesiologist's place stays empty.
fn performer<'m>(told: &Told<'m>, pr1: Segment<'m>, roles: &[Role<'m>]) -> Person<'m> {
    let surgeon = Person::of(pr1.field(11), told.words);
    if surgeon.is_known() {
        return surgeon;
    }
    let practitioner = Person::of(pr1.field(12), told.words);
    if practitioner.is_known() {
        return practitioner;
    }
    role::find(roles, pr1, "performing", told).unwrap_or_default()
}

/// What the act is known by: its own number; without one the visit, its code, its day and its place in the message.
fn key<'m>(told: &Told<'m>, pr1: Segment<'m>, coded: &Coded<'m>) -> &'m str {
    if let Some(own) = told.key_of(pr1.field(19).first(), EI) {
        let key = service_key::of(Act::Procedure, own);
        return told.words.alloc_str(&key);
    }
    let day =
        words(told.words, pr1.field(5).component(1).subcomponent(1).text()).unwrap_or_default();
    let set_id =
        words(told.words, pr1.field(1).component(1).subcomponent(1).text()).unwrap_or_default();
    let of = told.encounter.or(told.patient).unwrap_or_default();
    told.words.alloc_str(&join(&[
        "procedure",
        of,
        coded.code.unwrap_or_default(),
        day,
        set_id,
    ]))
}

/// Modifiers of a repeating field, with spaces between.
pub(super) fn modifiers<'m>(told: &Told<'m>, said: &mut Said<'m>, field: usize) -> Option<&'m str> {
    let each = said
        .segment
        .field(field)
        .repetitions()
        .filter_map(|repetition| words(told.words, repetition.component(1).subcomponent(1).text()));
    let all: Vec<&str> = each.collect();
    match all.is_empty() {
        true => said.text("modifiers", (field, 1)),
        false => Some(told.words.alloc_str(&all.join(" "))),
    }
}
