//! DG1: diagnoses of the visit.

use std::collections::HashMap;

use hl7v2::Segment;
use tables::{Diagnosis, Table, WriteError};

use super::place;
use super::told::Told;
use crate::context::{Context, at};

/// Writes a row for each DG1.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let all = told
        .message
        .segments()
        .filter(|segment| segment.id() == b"DG1");
    let mut places: HashMap<Option<&str>, i32> = HashMap::new();
    for dg1 in all {
        let kind = told.said(dg1).text("", (6, 1));
        let place = places.entry(kind).or_default();
        *place += 1;
        one(told, dg1, *place, cx)?;
    }
    Ok(())
}

/// `place_of_kind` is the one among those of its kind: where no priority is told, diagnoses are in its order.
fn one<'m>(
    told: &mut Told<'m>,
    dg1: Segment<'m>,
    place_of_kind: i32,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
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
            .and_then(|rank| rank.parse().ok())
            .or(Some(place_of_kind)),
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
