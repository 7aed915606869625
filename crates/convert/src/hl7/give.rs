//! RGV: what is to be given, and when (RXG with its RXR). Nothing was given yet: that a RAS tells.

use tables::{MedAdmin, Table, WriteError};

use super::coded::Coded;
use super::dose::{Dose, doses, drug_key, route};
use super::place;
use super::told::{EI, Told};
use super::visit::location_key;
use crate::context::{Context, at};

/// Writes a row for each RXG.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    doses(told, b"RXG")
        .iter()
        .try_for_each(|give| one(told, give, cx))
}

fn one<'m>(told: &mut Told<'m>, give: &Dose<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let rxg = give.own;
    let mut said = told.take(rxg);
    let what = said.coded(["code", "code_system", "code_text"], 4);
    if what == Coded::default() {
        let fault = said.missing((4, 1), "what is to be given");
        return told.refuse(rxg, &fault, cx);
    }
    let both = Coded::both(rxg.field(4).first(), told.words);
    let key = |field: usize| told.key_of(give.orc?.field(field).first(), EI);
    let (placer, filler) = (key(2), key(3));
    let number = |field: usize| told.said(give.orc?).text("", (field, 1));
    let sub_id = said.text("", (1, 0));
    let of = told.encounter.or(told.patient).unwrap_or_default();
    // Until 2.5 the time stands in RXG-3 (TQ.4 and TQ.5), then in TQ1.
    let mut start = said.moment("start_ts", (3, 4));
    let mut end_ts = said.instant("end_ts", (3, 5));
    if let Some(tq1) = give.tq1 {
        let timing = said.of(tq1);
        let own = timing.moment("start_ts", (7, 0));
        start = if own.date.is_some() { own } else { start };
        end_ts = timing.instant("end_ts", (8, 0)).or(end_ts);
        said.of(rxg);
    }
    // What is to be given is another thing than what was.
    let key = drug_key(
        [of, what.code.unwrap_or_default()],
        [placer, filler, sub_id],
        start,
    );
    let admin_key = format!("RXG|{key}");
    let mut row = MedAdmin {
        admin_key: told.words.alloc_str(&admin_key),
        admin_id: number(3).or_else(|| number(2)),
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
        manufacturer: said.first("manufacturer", &[(21, 2), (21, 1)]),
        location_key: location_key(told, rxg.field(11).first()).or(told.location),
        start_ts: start.instant,
        admin_date: start.date,
        end_ts,
        status: Some("planned"),
        ..MedAdmin::default()
    };
    (row.route, row.site) = route(give.rxr, &mut said);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(MedAdmin::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(rxg.position()), incomplete);
    cx.out.med_admin().append(&MedAdmin { origin, ..row })
}
