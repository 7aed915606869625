//! RGV: what is to be given, and when (RXG with its RXR). Nothing was given yet: that a RAS tells.

use hl7v2::Segment;
use tables::{MedAdmin, Table, WriteError};

use super::coded::Coded;
use super::place;
use super::told::{EI, Told};
use super::visit::location_key;
use crate::context::{Context, at};
use crate::identity::join;

/// A RXG with what stands around it.
#[derive(Debug, Clone, Copy)]
struct Give<'m> {
    orc: Option<Segment<'m>>,
    rxg: Segment<'m>,
    tq1: Option<Segment<'m>>,
    rxr: Option<Segment<'m>>,
}

fn gives<'m>(told: &Told<'m>) -> Vec<Give<'m>> {
    let mut gives: Vec<Give<'m>> = Vec::new();
    let mut orc = None;
    let mut open = false;
    for segment in told.message.segments() {
        match (segment.id(), gives.last_mut()) {
            (b"ORC", _) => (orc, open) = (Some(segment), false),
            (b"RXG", _) => {
                open = true;
                gives.push(Give {
                    orc,
                    rxg: segment,
                    tq1: None,
                    rxr: None,
                });
            }
            (b"TQ1", Some(give)) if open => give.tq1 = give.tq1.or(Some(segment)),
            (b"RXR", Some(give)) if open => give.rxr = give.rxr.or(Some(segment)),
            _ => {}
        }
    }
    gives
}

/// Writes a row for each RXG.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    gives(told).iter().try_for_each(|give| one(told, give, cx))
}

fn one<'m>(told: &mut Told<'m>, give: &Give<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let rxg = give.rxg;
    let mut said = told.take(rxg);
    let what = said.coded(["code", "code_system", "code_text"], 4);
    if what == Coded::default() {
        let fault = said.missing((4, 1), "what is to be given");
        return told.refuse(rxg, &fault, cx);
    }
    let both = Coded::both(rxg.field(4).first(), told.words);
    let key = |field: usize| told.key_of(give.orc?.field(field).first(), EI);
    let (placer, filler) = (key(2), key(3));
    let sub_id = said.text("", (1, 0));
    let of = told.encounter.or(told.patient).unwrap_or_default();
    let parts = match (placer, filler) {
        (None, None) => [of, what.code.unwrap_or_default()],
        _ => [placer.unwrap_or_default(), filler.unwrap_or_default()],
    };
    let [first, second] = parts;
    let admin_key = join(&["RXG", first, second, sub_id.unwrap_or_default()]);
    let mut row = MedAdmin {
        admin_key: told.words.alloc_str(&admin_key),
        admin_id: filler.or(placer),
        encounter_key: told.encounter,
        patient_key: told.patient,
        order_key: placer,
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        rxnorm: both.iter().find_map(|coded| coded.within("rxnorm")),
        ndc: both.iter().find_map(|coded| coded.within("ndc")),
        dose_qty: said.quantity("dose_qty", (5, 0)),
        dose_unit: said.text("dose_unit", (7, 1)),
        rate_qty: said.quantity("rate_qty", (15, 0)),
        rate_unit: said.text("rate_unit", (16, 1)),
        lot_number: said.text("lot_number", (19, 0)),
        expiration_date: said.day("expiration_date", (20, 0)),
        manufacturer: said.first("manufacturer", &[(21, 1), (21, 2)]),
        location_key: location_key(told, rxg.field(11).first()).or(told.location),
        status: Some("planned"),
        ..MedAdmin::default()
    };
    // Until 2.5 the time stands in RXG-3 (TQ.4 and TQ.5), then in TQ1.
    let mut start = said.moment("start_ts", (3, 4));
    row.end_ts = said.instant("end_ts", (3, 5));
    for segment in [give.tq1, give.rxr].into_iter().flatten() {
        told.used(segment);
    }
    if let Some(tq1) = give.tq1 {
        let said = said.of(tq1);
        let own = said.moment("start_ts", (7, 0));
        start = if own.date.is_some() { own } else { start };
        row.end_ts = said.instant("end_ts", (8, 0)).or(row.end_ts);
    }
    if let Some(rxr) = give.rxr {
        let said = said.of(rxr);
        (row.route, row.site) = (said.text("route", (1, 1)), said.text("site", (2, 1)));
    }
    (row.start_ts, row.admin_date) = (start.instant, start.date);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(MedAdmin::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(rxg.position()), incomplete);
    cx.out.med_admin().append(&MedAdmin { origin, ..row })
}
