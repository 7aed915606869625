//! SIU: appointments, with SCH, AIS, AIP and AIL.

use hl7v2::Segment;
use tables::{Appointment, Table, WriteError};

use super::person::Person;
use super::place;
use super::said::Said;
use super::told::{EI, Told};
use super::visit::{location_key, write_place};
use crate::context::{Context, at};

/// Writes the row.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(sch) = told.message.first(b"SCH") else {
        return Ok(());
    };
    let mut said = told.take(sch);
    let key = |field: usize| told.key_of(sch.field(field).first(), EI);
    let Some(appointment_key) = key(2).or_else(|| key(1)) else {
        let fault = said.missing((2, 1), "a number of the appointment");
        return told.refuse(sch, &fault, cx);
    };
    let start = said.moment("scheduled_start_ts", (11, 4));
    let mut row = Appointment {
        appointment_key,
        appointment_id: said.first("appointment_id", &[(2, 1), (1, 1)]),
        placer_appointment_id: said.text("placer_appointment_id", (1, 1)),
        patient_key: told.patient,
        encounter_key: told.encounter,
        location_key: told.location,
        scheduled_start_ts: start.instant,
        scheduled_date: start.date,
        scheduled_end_ts: said.instant("scheduled_end_ts", (11, 5)),
        minutes: minutes(&mut said),
        status_code: said.text("status_code", (25, 1)),
        reason: said.first("reason", &[(7, 1), (7, 2)]),
        ..Appointment::default()
    };
    row.status = status(told.event, row.status_code);
    if told.event == "S12" {
        row.booked_ts = told.stated;
    }
    resources(told, &mut said, &mut row);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Appointment::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(sch.position()), incomplete);
    cx.out
        .appointment()
        .append(&Appointment { origin, ..row })?;
    match told.message.first(b"AIL") {
        Some(ail) => write_place(told, ail, cx),
        None => Ok(()),
    }
}

/// SCH-9 in the unit of SCH-10, else SCH-11.3.
fn minutes(said: &mut Said<'_>) -> Option<i32> {
    let unit = said.text("", (10, 1)).map(str::to_ascii_lowercase);
    let number = said.number("minutes", (9, 0));
    match (number, unit.as_deref()) {
        (Some(hours), Some("h" | "hr" | "hour" | "hours")) => hours.checked_mul(60),
        (Some(seconds), Some("s" | "sec" | "seconds")) => Some(seconds / 60),
        (Some(minutes), _) => Some(minutes),
        (None, _) => said.number("minutes", (11, 3)),
    }
}

/// The event decides; where it only tells of a change, SCH-25 does (HL7 table 0278).
fn status(event: &str, told: Option<&str>) -> Option<&'static str> {
    match event {
        "S12" | "S13" => Some("booked"),
        "S15" | "S16" | "S17" => Some("cancelled"),
        "S26" => Some("noshow"),
        _ => match told?.to_ascii_lowercase().as_str() {
            "booked" | "scheduled" | "confirmed" | "rescheduled" => Some("booked"),
            "arrived" | "checked in" | "checkedin" => Some("arrived"),
            "complete" | "completed" | "fulfilled" => Some("fulfilled"),
            "cancelled" | "canceled" | "deleted" | "dc" => Some("cancelled"),
            "noshow" | "no show" | "no-show" => Some("noshow"),
            "pending" | "waitlist" | "overbook" | "blocked" | "started" => Some("pending"),
            _ => None,
        },
    }
}

/// What, who and where: the first of each.
fn resources<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut Appointment<'m>) {
    let first = |id: &[u8]| -> Option<Segment<'m>> {
        let segment = told.message.first(id)?;
        told.used(segment);
        Some(segment)
    };
    if let Some(ais) = first(b"AIS") {
        let said = said.of(ais);
        let service = said.coded(["service_code", "service_code_system", "service_text"], 3);
        (row.service_code, row.service_code_system, row.service_text) =
            (service.code, service.system, service.text);
        if row.scheduled_start_ts.is_none() {
            let start = said.moment("scheduled_start_ts", (4, 0));
            (row.scheduled_start_ts, row.scheduled_date) = (start.instant, start.date);
        }
    }
    if let Some(aip) = first(b"AIP") {
        let person = Person::of(aip.field(3), told.words);
        (row.provider_npi, row.provider_id) = (person.npi, person.id);
        row.provider_name = person.name(told.words);
    }
    if let Some(ail) = first(b"AIL") {
        row.location_key = location_key(told, ail.field(3).first()).or(row.location_key);
    }
    first(b"RGS");
}
