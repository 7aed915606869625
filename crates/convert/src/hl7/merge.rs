//! ADT^A18, A34, A40, A47 and their kin: numbers that turned out to be one patient's, account's or visit's (MRG).

use hl7v2::Segment;
use tables::{PatientLink, Table, WriteError};

use super::place;
use super::said::words;
use super::told::{CX, Told, authority};
use crate::context::{Context, at};

/// What is merged, by the event; `None` where MRG says nothing of that kind.
fn level(event: &str) -> Option<&'static str> {
    Some(match event {
        "A18" | "A30" | "A34" | "A36" | "A39" | "A40" | "A43" => "patient",
        "A46" | "A47" | "A48" | "A49" | "A51" => "identifier",
        "A35" | "A41" | "A44" => "account",
        "A42" | "A45" | "A50" => "visit",
        _ => return None,
    })
}

/// Writes a row for each MRG, with the PID before it and the PV1 behind.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(level) = level(told.event) else {
        return Ok(());
    };
    let segments: Vec<Segment<'m>> = told.message.segments().collect();
    let mut pid = None;
    for (at, segment) in segments.iter().enumerate() {
        match segment.id() {
            b"PID" => pid = Some(*segment),
            b"MRG" => {
                let next = segments.get(at + 1).filter(|next| next.id() == b"PV1");
                one(told, level, (pid, *segment, next.copied()), cx)?;
            }
            _ => {}
        }
    }
    Ok(())
}

type Group<'m> = (Option<Segment<'m>>, Segment<'m>, Option<Segment<'m>>);

fn one<'m>(
    told: &mut Told<'m>,
    level: &'m str,
    (pid, mrg, pv1): Group<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.take(mrg);
    let key =
        |segment: Option<Segment<'m>>, field: usize| told.key_of(segment?.field(field).first(), CX);
    // Until 2.3 the number stood in MRG-4 as well. Whoever gave the number that stays gave the other one too, where
    // nobody else is named.
    let giver = pid.and_then(|pid| super::patient::assigner(told, pid));
    let loser = [1, 4].into_iter().find_map(|field| {
        let number = mrg.field(field).first();
        let value = words(told.words, number.component(1).subcomponent(1).text())?;
        let named = authority(number.component(CX), told.words);
        Some(told.key(named.or(giver), value))
    });
    let survivor = pid.and_then(|pid| super::patient::key(told, pid));
    let (Some(patient_key), Some(survivor_key)) = (loser, survivor) else {
        let fault = said.missing((1, 1), "a number of the patient, and one in PID-3");
        return told.refuse(mrg, &fault, cx);
    };
    let mut row = PatientLink {
        patient_key,
        survivor_key,
        level,
        account_number: said.text("account_number", (3, 1)),
        survivor_account_number: pid.and_then(|pid| told.said(pid).text("", (18, 1))),
        encounter_key: key(Some(mrg), 5),
        survivor_encounter_key: key(pv1, 19),
        ..PatientLink::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(PatientLink::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(mrg.position()), incomplete);
    cx.out.patient_link().append(&PatientLink { origin, ..row })
}
