//! PID and PD1: who the message is about.

use hl7v2::{Repetition, Segment};
use tables::{Identifier, Patient, Table, WriteError};

use super::person::Person;
use super::role::Role;
use super::said::{Said, words};
use super::told::{CX, Told, authority};
use super::{place, role};
use crate::context::{Context, at};
use crate::telephone;

/// Kinds of numbers that are never kept: social security numbers.
const NEVER_KEPT: [&str; 2] = ["SS", "SSN"];

/// Finds the patient's number: of type MR, else the first without another person's or insurer's meaning.
pub(super) fn identify<'m>(told: &mut Told<'m>) {
    let Some(pid) = told.message.first(b"PID") else {
        return;
    };
    told.patient = key(told, pid);
    told.account = told.said(pid).text("", (18, 1));
}

/// The key of the patient that a PID names.
pub(super) fn key<'m>(told: &Told<'m>, pid: Segment<'m>) -> Option<&'m str> {
    told.key_of(number(told, pid)?, CX)
}

/// Who gave that number.
pub(super) fn assigner<'m>(told: &Told<'m>, pid: Segment<'m>) -> Option<&'m str> {
    authority(number(told, pid)?.component(CX), told.words)
}

/// PID-3, else PID-2, else PID-4: versions before 2.3.1 have the number in any of them.
fn number<'m>(told: &Told<'m>, pid: Segment<'m>) -> Option<Repetition<'m>> {
    let kind = |repetition: &Repetition<'m>| {
        words(told.words, repetition.component(5).subcomponent(1).text())
    };
    let has = |repetition: &Repetition<'m>| {
        words(told.words, repetition.component(1).subcomponent(1).text()).is_some()
    };
    let all = || {
        [3, 2, 4]
            .into_iter()
            .flat_map(move |field| pid.field(field).repetitions())
    };
    let of = |wanted: &'static [&'static str]| {
        all().find(|each| has(each) && kind(each).is_some_and(|kind| wanted.contains(&kind)))
    };
    of(&["MR", "MRN"])
        .or_else(|| of(&["PI", "PT", "EPI", "MPI"]))
        .or_else(|| all().find(|each| has(each) && kind(each).is_none()))
        .or_else(|| of(&["AN", "RI", "XX", "U", "FAC"]))
}

/// Every number that is kept.
fn numbers<'m>(told: &Told<'m>, pid: Segment<'m>) -> Vec<Identifier<'m>> {
    let of = |repetition: Repetition<'m>| {
        let part = |number| {
            words(
                told.words,
                repetition.component(number).subcomponent(1).text(),
            )
        };
        let kind = part(5).filter(|kind| !NEVER_KEPT.contains(kind));
        if kind.is_none() && part(5).is_some() {
            return None;
        }
        Some(Identifier {
            value: part(1)?,
            kind,
            assigner: authority(repetition.component(4), told.words),
        })
    };
    let fields = [3, 2, 4]
        .into_iter()
        .flat_map(|field| pid.field(field).repetitions());
    fields.filter_map(of).collect()
}

/// The name to go by: the legal one, else the first.
fn name<'m>(told: &Told<'m>, pid: Segment<'m>) -> Option<Repetition<'m>> {
    let legal = |each: &Repetition<'m>| {
        words(told.words, each.component(7).subcomponent(1).text()) == Some("L")
    };
    let names = || pid.field(5).repetitions();
    names().find(legal).or_else(|| names().next())
}

/// Writes a row for each PID, with the PD1 that follows it.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let mut all: Vec<(Segment<'m>, Option<Segment<'m>>)> = Vec::new();
    for segment in told.message.segments() {
        match (segment.id(), all.last_mut()) {
            (b"PID", _) => all.push((segment, None)),
            (b"PD1", Some((_, pd1))) => *pd1 = Some(segment),
            _ => {}
        }
    }
    let roles = role::all(told);
    all.into_iter()
        .try_for_each(|(pid, pd1)| one(told, pid, pd1, &roles, cx))
}

fn one<'m>(
    told: &mut Told<'m>,
    pid: Segment<'m>,
    pd1: Option<Segment<'m>>,
    roles: &[Role<'m>],
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.take(pid);
    let Some(patient_key) = key(told, pid) else {
        let fault = said.missing((3, 1), "a number of the patient");
        return told.refuse(pid, &fault, cx);
    };
    let chosen = number(told, pid);
    let person = name(told, pid);
    let names = ["family_name", "given_name", "middle_name", "name_suffix"];
    if pid.field(5).state() == hl7v2::State::Null {
        said.clear(&names);
    }
    let mut row = Patient {
        patient_key,
        mrn: chosen.and_then(|each| words(told.words, each.component(1).subcomponent(1).text())),
        mrn_assigner: chosen.and_then(|each| authority(each.component(4), told.words)),
        family_name: said.text_of(names[0], person, 1),
        given_name: said.text_of(names[1], person, 2),
        middle_name: said.text_of(names[2], person, 3),
        name_suffix: said.text_of(names[3], person, 4),
        birth_date: said.day("birth_date", (7, 0)),
        sex: sex(&mut said),
        death_date: said.day("death_date", (29, 0)),
        deceased: said.flag("deceased", (30, 0)),
        addr_line1: said.text("addr_line1", (11, 1)),
        addr_line2: said.text("addr_line2", (11, 2)),
        city: said.text("city", (11, 3)),
        state: said.text("state", (11, 4)),
        postal_code: postal_code(told, &mut said),
        country: said.text("country", (11, 6)),
        phone: phone(told, &mut said),
        email: email(told, pid),
        language: said.text("language", (15, 1)),
        ..Patient::default()
    };
    if let Some(pd1) = pd1 {
        told.used(pd1);
        row.pcp_npi = Person::of(pd1.field(4), told.words).npi;
    }
    if row.pcp_npi.is_none() {
        let primary = role::find(roles, pid, "primary care", told);
        row.pcp_npi = primary.and_then(|person| person.npi);
    }
    let identifiers = numbers(told, pid);
    row.identifiers = &identifiers;
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Patient::META, &said);
    row.stated.deleted = told.event == "A29";
    let unit = cx.place.origin();
    let origin = at(&unit, place(pid.position()), incomplete);
    cx.out.patient().append(&Patient { origin, ..row })
}

/// HL7 table 0001, as the tables have it.
fn sex<'m>(said: &mut Said<'m>) -> Option<&'m str> {
    match said.text("sex", (8, 0))? {
        "M" | "m" | "Male" | "MALE" => Some("M"),
        "F" | "f" | "Female" | "FEMALE" => Some("F"),
        "U" | "u" | "UNK" | "Unknown" => Some("U"),
        "O" | "A" | "N" | "X" | "OTH" => Some("X"),
        _ => {
            said.fault(
                (8, 0),
                "103",
                "expected M, F, O, U, A or N, but found another code",
            );
            None
        }
    }
}

/// Five or nine digits without a hyphen; other countries' codes as told.
fn postal_code<'m>(told: &Told<'m>, said: &mut Said<'m>) -> Option<&'m str> {
    let code = said.text("postal_code", (11, 5))?;
    Some(match code.contains('-') {
        true => told.words.alloc_str(&code.replace('-', "")),
        false => code,
    })
}

/// PID-13, else PID-14: digits of the first number that is no address of mail.
fn phone<'m>(told: &Told<'m>, said: &mut Said<'m>) -> Option<&'m str> {
    for field in [13, 14] {
        for each in said.segment.field(field).repetitions() {
            let part = |number| words(told.words, each.component(number).subcomponent(1).text());
            // XTN.1 until 2.6; XTN.6 and 7 and XTN.12 beside or instead of it.
            let parts = || match (part(6), part(7)) {
                (Some(area), Some(local)) => {
                    Some(&*told.words.alloc_str(&format!("{area}{local}")))
                }
                _ => None,
            };
            let number = part(1).or_else(parts).or_else(|| part(12));
            if let Some(digits) = number.and_then(telephone::digits) {
                return Some(told.words.alloc_str(&digits));
            }
        }
    }
    let _ = said.text("phone", (13, 1));
    None
}

/// XTN.4 of PID-13, or what has an at sign in XTN.1.
fn email<'m>(told: &Told<'m>, pid: Segment<'m>) -> Option<&'m str> {
    [13, 14]
        .into_iter()
        .flat_map(|field| pid.field(field).repetitions())
        .flat_map(|each| [4, 1].map(|number| each.component(number).subcomponent(1).text()))
        .filter_map(|text| words(told.words, text))
        .find(|text| text.contains('@'))
}
