//! ORU and OUL: results. An OBR with its OBX; a final one is a service that was done.

use domain::Quantity;
use hl7v2::Segment;
use tables::{Micros, Observation, ServiceDocumented, Table, WriteError};

use super::coded::Coded;
use super::order::{Order, orders, section};
use super::person::Person;
use super::place;
use super::procedure::modifiers;
use super::said::{Said, words};
use super::told::{EI, Told};
use crate::context::{Context, at};
use crate::identity::join;
use crate::service_key;

/// The longest value that is kept as text; reports stay where they were dropped.
const TEXT_BYTES: usize = 2_000;

/// What the results of one OBR share.
#[derive(Debug, Clone, Copy)]
struct Request<'m> {
    obr: Segment<'m>,
    order_key: Option<&'m str>,
    filler: Option<&'m str>,
    /// Key of the filler's number, else of the placer's.
    own: Option<&'m str>,
    kind: &'static str,
    /// OBR-22.
    reported: Option<Micros>,
    performer: Person<'m>,
}

/// Writes a row for each OBX under its OBR, and one for each OBR that is final.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    // Both are in the order of the message.
    let mut orders = orders(told).into_iter().peekable();
    let mut request: Option<Request<'m>> = None;
    for segment in told.message.segments() {
        match segment.id() {
            b"OBR" => {
                let is_its_own = |order: &Order<'m>| {
                    order
                        .detail
                        .is_some_and(|detail| detail.position() == segment.position())
                };
                while orders
                    .next_if(|order| {
                        !is_its_own(order)
                            && order
                                .first()
                                .is_some_and(|first| first.position() < segment.position())
                    })
                    .is_some()
                {}
                let order = orders.next_if(is_its_own);
                let of = of(told, segment, order.as_ref());
                service(told, &of, cx)?;
                request = Some(of);
            }
            b"OBX" => observation(told, segment, request.as_ref(), cx)?,
            _ => {}
        }
    }
    Ok(())
}

fn of<'m>(told: &Told<'m>, obr: Segment<'m>, order: Option<&Order<'m>>) -> Request<'m> {
    let mut said = told.said(obr);
    let filler = said.text("", (3, 1));
    let number = |segment: Segment<'m>, field: usize| told.key_of(segment.field(field).first(), EI);
    let orc = order.and_then(|order| order.orc);
    Request {
        obr,
        order_key: order.and_then(|order| order.key(told)),
        filler: filler.or_else(|| told.said(orc?).text("", (3, 1))),
        own: number(obr, 3)
            .or_else(|| number(orc?, 3))
            .or_else(|| number(obr, 2)),
        kind: section(said.text("", (24, 0))),
        reported: said.instant("", (22, 0)),
        performer: Person::of_ndl(obr.field(32), told.words),
    }
}

/// OBR-25 (table 0123): F final, C corrected, X nothing was done.
fn service<'m>(
    told: &mut Told<'m>,
    of: &Request<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.take(of.obr);
    let status_code = said.text("status_code", (25, 0));
    let status = match status_code {
        Some("F" | "C") => "completed",
        Some("X") => "not_done",
        _ => return Ok(()),
    };
    let what = said.coded(["code", "code_system", "code_text"], 4);
    let procedure = said.coded(["code", "code_system", "code_text"], 44);
    let code = if procedure.code.is_some() {
        procedure
    } else {
        what
    };
    let start = said.moment("start_ts", (7, 0));
    let id = of
        .filler
        .or_else(|| said.text("source_resource_id", (2, 1)));
    let examined = examined(told, of.obr);
    let service_key = match of.own.or(of.order_key) {
        Some(own) => service_key::of_examination(own, examined),
        None => {
            let of = told.encounter.or(told.patient).unwrap_or_default();
            let at = start.instant.map(|at| at.0.to_string()).unwrap_or_default();
            join(&["examination", of, examined.unwrap_or_default(), &at])
        }
    };
    let mut row = ServiceDocumented {
        service_key: told.words.alloc_str(&service_key),
        source_resource: "OBR",
        source_resource_id: id,
        encounter_key: told.encounter,
        patient_key: told.patient,
        order_key: of.order_key,
        filler_order_number: of.filler,
        service_kind: Some(of.kind),
        code: code.code,
        code_system: code.system,
        code_text: code.text.or(what.text),
        modifiers: modifiers(told, &mut said, 45),
        body_site: said.text("body_site", (15, 1)),
        start_ts: start.instant,
        service_date: start.date,
        end_ts: said.instant("end_ts", (8, 0)),
        status: Some(status),
        status_code,
        performer_npi: of.performer.npi,
        performer_id: of.performer.id,
        performer_name: of.performer.name(told.words),
        location_key: told.location,
        documented_ts: of.reported,
        reason_codes: said.coded(["reason_codes"; 3], 31).code,
        ..ServiceDocumented::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(ServiceDocumented::META, &said);
    row.stated.stated = of.reported.or(row.stated.stated);
    let unit = cx.place.origin();
    let origin = at(&unit, place(of.obr.position()), incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })
}

/// What was examined, by its LOINC code where it has one: local codes come with it.
fn examined<'m>(told: &Told<'m>, obr: Segment<'m>) -> Option<&'m str> {
    let both = Coded::both(obr.field(4).first(), told.words);
    let loinc = both.iter().find_map(|coded| coded.within("loinc"));
    loinc.or_else(|| both.iter().find_map(|coded| coded.code))
}

fn observation<'m>(
    told: &mut Told<'m>,
    obx: Segment<'m>,
    of: Option<&Request<'m>>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut said = told.take(obx);
    let what = said.coded(["code", "code_system", "code_text"], 3);
    let mut effective = said.moment("effective_ts", (14, 0));
    let issued = said.instant("issued_ts", (19, 0));
    if effective.instant.is_none()
        && let Some(of) = of
    {
        effective = said.of(of.obr).moment("effective_ts", (7, 0));
        said.of(obx);
    }
    let status_code = said.text("status_code", (11, 0));
    let mut row = Observation {
        observation_id: said.text("observation_id", (21, 1)),
        encounter_key: told.encounter,
        patient_key: told.patient,
        order_key: of.and_then(|of| of.order_key),
        filler_order_number: of.and_then(|of| of.filler),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        sub_id: said.text("sub_id", (4, 0)),
        value_type: said.text("value_type", (2, 0)),
        unit: said.text("unit", (6, 1)),
        interpretation: said.text("interpretation", (8, 1)),
        status: status(status_code),
        status_code,
        // The sections of table 0074 have none for vital signs.
        observation_kind: match what.within("loinc").is_some_and(is_vital_sign) {
            true => Some("vital_sign"),
            false => of.map(|of| of.kind),
        },
        effective_ts: effective.instant,
        effective_date: effective.date,
        issued_ts: issued.or(of.and_then(|of| of.reported)),
        performer_npi: Person::of(obx.field(16), told.words).npi,
        ..Observation::default()
    };
    value(told, &mut said, &mut row);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Observation::META, &said);
    row.stated.stated = row.issued_ts.or(row.stated.stated);
    row.stated.deleted = matches!(status_code, Some("D" | "W"));
    let unit = cx.place.origin();
    let origin = at(&unit, place(obx.position()), incomplete);
    cx.out.observation().append(&Observation { origin, ..row })
}

/// OBX-5 by OBX-2 (table 0125). Documents and pictures are not kept; texts repeat by lines.
fn value<'m>(told: &Told<'m>, said: &mut Said<'m>, row: &mut Observation<'m>) {
    let field = said.segment.field(5);
    match row.value_type {
        Some("ED" | "RP") => return,
        Some("CE" | "CWE" | "CNE" | "CF") => {
            let coded = said.coded(["value_code", "value_code", "value_text"], 5);
            (row.value_code, row.value_text) = (coded.code, coded.text);
            return;
        }
        Some("SN") => {
            // Comparator, number, separator, number (chapter 2A): exact only where it is one number.
            let part = |number| words(told.words, field.component(number).subcomponent(1).text());
            let all: String = [1, 2, 3, 4].into_iter().filter_map(part).collect();
            row.value_text = Some(&*told.words.alloc_str(&all)).filter(|text| !text.is_empty());
            if part(1).is_none_or(|sign| sign == "=") && part(3).is_none() {
                row.value_num = part(2).and_then(number);
            }
            return;
        }
        _ => {}
    }
    let lines: Vec<&str> = field
        .repetitions()
        .filter_map(|each| words(told.words, each.text()))
        .collect();
    let text = match lines.as_slice() {
        [] => said.text("value_text", (5, 1)),
        [one] => Some(*one),
        several => Some(&*told.words.alloc_str(&several.join("\n"))),
    };
    row.value_text = text.filter(|text| text.len() <= TEXT_BYTES);
    if matches!(row.value_type, Some("NM") | None) {
        row.value_num = text.and_then(number);
    }
}

/// FHIR R4, observation-vitalsigns.html: the codes that a vital sign has whoever measured it.
fn is_vital_sign(code: &str) -> bool {
    [
        "85353-1", "9279-1", "8867-4", "2708-6", "59408-5", "8310-5", "8302-2", "9843-4",
        "29463-7", "39156-5", "85354-9", "8480-6", "8462-4",
    ]
    .contains(&code)
}

fn number(text: &str) -> Option<Quantity> {
    Quantity::parse(text.as_bytes()).ok()
}

/// HL7 table 0085.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "F" | "U" | "V" | "A" | "B" => "final",
        "C" => "corrected",
        "P" | "R" | "S" | "N" => "preliminary",
        "X" => "cancelled",
        "D" | "W" => "entered_in_error",
        "I" | "O" => "registered",
        _ => "unknown",
    })
}
