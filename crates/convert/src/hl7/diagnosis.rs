//! DG1: diagnoses of the visit.

use std::collections::{HashMap, HashSet};

use hl7v2::{Segment, State};
use tables::{Diagnosis, Table, WriteError};

use super::place;
use super::told::Told;
use crate::context::{Context, at};

/// Writes a row for each DG1.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let all = ranked(told);
    all.iter().try_for_each(|dg1| one(told, dg1, cx))
}

/// A DG1 with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked<'m> {
    pub(super) dg1: Segment<'m>,
    /// DG1-6.
    pub(super) kind: Option<&'m str>,
    /// DG1-15. Where none of its kind has one, the place among those of its kind: the one that it stands at, or a later
    /// one that DG1-1 says, which counts all kinds for one sender and each for itself for another.
    pub(super) rank: Option<i32>,
}

/// The DG1 of a message in its order.
pub(super) fn ranked<'m>(told: &Told<'m>) -> Vec<Ranked<'m>> {
    let mut all: Vec<Ranked<'m>> = Vec::new();
    for dg1 in told.message.segments().filter(|it| it.id() == b"DG1") {
        all.push(Ranked {
            dg1,
            kind: told.said(dg1).text("", (6, 1)),
            rank: None,
        });
    }
    let has_own = |it: &Ranked<'_>| it.dg1.field(15).state() != State::Absent;
    let own: HashSet<Option<&str>> = all
        .iter()
        .filter(|it| has_own(it))
        .map(|it| it.kind)
        .collect();
    let mut places: HashMap<Option<&str>, i32> = HashMap::new();
    let mut before = 0;
    for it in &mut all {
        let mut said = told.said(it.dg1);
        let is_gone = said.text("", (21, 0)) == Some("D");
        let mut number = |field| {
            said.text("", (field, 0))
                .and_then(|rank| rank.parse::<i32>().ok())
        };
        // Taken back, it stands in no place.
        if is_gone || own.contains(&it.kind) {
            it.rank = number(15);
        } else {
            let place = places.entry(it.kind).or_default();
            *place += 1;
            let others = before + 1 - *place;
            it.rank = number(1)
                .map(|at| at.saturating_sub(others))
                .max(Some(*place));
        }
        before += 1;
    }
    all
}

fn one<'m>(
    told: &mut Told<'m>,
    ranked: &Ranked<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let dg1 = ranked.dg1;
    let mut said = told.take(dg1);
    // DG1-2 named the system until 2.3.1.
    let system = said.text("", (2, 1)).map(crate::code_system::name);
    let coded = said
        .coded(["code", "code_system", "code_text"], 3)
        .or_system(told.words, system);
    let words = coded.text.or_else(|| said.text("code_text", (4, 1)));
    if coded.code.is_none() && words.is_none() {
        let fault = said.missing((3, 1), "a diagnosis");
        return told.refuse(dg1, &fault, cx);
    }
    let mut row = Diagnosis {
        encounter_key: told.encounter,
        patient_key: told.patient,
        diagnosis_id: said.text("diagnosis_id", (20, 1)),
        code: coded.code,
        code_system: coded.system,
        code_text: words,
        rank: said
            .text("rank", (15, 0))
            .map_or(ranked.rank, |_| ranked.rank),
        onset_date: said.day("onset_date", (5, 0)),
        recorded_ts: said.instant("recorded_ts", (19, 0)),
        poa: said.text("poa", (26, 1)),
        action_code: said.text("action_code", (21, 0)),
        ..Diagnosis::default()
    };
    row.dx_type = kind(said.text("dx_type", (6, 1)), row.rank);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Diagnosis::META, &said);
    row.stated.deleted = row.action_code == Some("D");
    let unit = cx.place.origin();
    let origin = at(&unit, place(dg1.position()), incomplete);
    cx.out.diagnosis().append(&Diagnosis { origin, ..row })
}

/// HL7 table 0052; a final one is the principal one where it is the first (DG1-15).
fn kind(told: Option<&str>, rank: Option<i32>) -> Option<&str> {
    Some(match told? {
        "A" => "admitting",
        "W" => "working",
        "F" if rank == Some(1) => "principal",
        "F" => "secondary",
        other => other,
    })
}
