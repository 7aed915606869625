//! DFT: charges, credits, payments and adjustments (FT1).

use std::collections::HashMap;

use domain::ndc;
use hl7v2::Segment;
use tables::{AccountTxn, Charge, Identifier, Table, WriteError};

use super::coded::Coded;
use super::person::Person;
use super::procedure::modifiers;
use super::said::{Said, words};
use super::told::{CX, EI, Told, authority};
use super::visit::location_key;
use super::{diagnosis, place};
use crate::context::{Context, at};
use crate::fault::Fault;
use crate::identity::join;

/// Writes a row for each FT1.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    if told.message.first(b"FT1").is_none() {
        return Ok(());
    }
    let ranks = ranks(told);
    let mut order = None;
    for segment in told.message.segments() {
        match segment.id() {
            // A common order goes before its transactions.
            b"ORC" => {
                told.used(segment);
                order = Some(segment);
            }
            b"FT1" => {
                let written = one(told, segment, (order, &ranks), cx)?;
                if let Err(fault) = written {
                    told.refuse(segment, &fault, cx)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// FT1-6 decides: a charge or credit, or other money.
fn one<'m>(
    told: &mut Told<'m>,
    ft1: Segment<'m>,
    around: Around<'m, '_>,
    cx: &mut Context<'_>,
) -> Result<Result<(), Fault>, WriteError> {
    let mut said = told.take(ft1);
    match said.text("transaction_type", (6, 1)) {
        None => Ok(Err(said.missing((6, 0), "a transaction type"))),
        Some(kind @ ("CG" | "CD" | "CO")) => {
            let read = charge(told, &mut said, kind, around);
            let (mut row, identifiers) = match read {
                Ok(read) => read,
                Err(fault) => return Ok(Err(fault)),
            };
            row.identifiers = &identifiers;
            let incomplete = said.note(cx)?;
            row.stated = told.statement(Charge::META, &said);
            let unit = cx.place.origin();
            row.origin = at(&unit, place(ft1.position()), incomplete);
            cx.out.charge().append(&row).map(Ok)
        }
        Some(kind) => {
            let mut row = match transaction(told, &mut said, kind) {
                Ok(row) => row,
                Err(fault) => return Ok(Err(fault)),
            };
            let incomplete = said.note(cx)?;
            row.stated = told.statement(AccountTxn::META, &said);
            let unit = cx.place.origin();
            row.origin = at(&unit, place(ft1.position()), incomplete);
            cx.out.account_txn().append(&row).map(Ok)
        }
    }
}

/// The order before a transaction, and the ranks of the message's diagnoses.
type Around<'m, 'r> = (Option<Segment<'m>>, &'r HashMap<String, i32>);

type Read<'m> = (Charge<'m>, Vec<Identifier<'m>>);

fn charge<'m>(
    told: &Told<'m>,
    said: &mut Said<'m>,
    kind: &'m str,
    (order, ranks): Around<'m, '_>,
) -> Result<Read<'m>, Fault> {
    let ft1 = said.segment;
    let item = said.coded(["cdm_code", "cdm_code", "cdm_text"], 7);
    let procedure = said.coded(["hcpcs_code", "hcpcs_system", "hcpcs_system"], 25);
    let service = said.moment("service_ts", (4, 1));
    let performer = Person::of(ft1.field(20), told.words);
    let orderer = Person::of(ft1.field(21), told.words);
    let id = said.text("charge_id", (2, 1));
    let posted = said.instant("posted_ts", (5, 0));
    let [mod1, mod2, mod3, mod4] = four_modifiers(told, said);
    let (dx_codes, dx_pointers) = diagnoses(told, ft1, ranks);
    let row = Charge {
        charge_key: key(told, ft1, &item),
        charge_id: id,
        batch_id: said.text("batch_id", (3, 1)),
        encounter_key: told.encounter,
        patient_key: told.patient,
        account_number: told.account,
        // CO is an order's charge (table 0017), and one like any other.
        transaction_type: if kind == "CD" { "CD" } else { "CG" },
        cdm_code: item.code.filter(|_| item.system != Some("revenue")),
        cdm_text: item.text.or_else(|| said.text("cdm_text", (8, 1))),
        revenue_code: item.within("revenue"),
        hcpcs_code: procedure.code,
        hcpcs_system: procedure.system,
        mod1,
        mod2,
        mod3,
        mod4,
        units: said.units("units", (10, 1))?,
        charge_amount: said.money("charge_amount", (11, 1))?,
        unit_price: said.money("unit_price", (12, 1))?,
        dx_codes,
        dx_pointers,
        ndc: drug(told, said),
        service_ts: service.instant,
        service_date: service.date,
        service_to: said.day("service_to", (4, 2)),
        posted_ts: posted.or(told.sent),
        status: Some("posted"),
        department_id: said.text("department_id", (13, 1)),
        location_key: location_key(told, ft1.field(16).first()).or(told.location),
        patient_type: said.text("patient_type", (18, 1)),
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name(told.words),
        ordering_npi: orderer.npi,
        ordering_id: orderer.id,
        order_key: order
            .and_then(|orc| told.key_of(orc.field(2).first(), EI))
            .or_else(|| told.key_of(ft1.field(22).first(), EI)),
        filler_order_number: said.text("filler_order_number", (23, 1)),
        entered_by: said.text("entered_by", (24, 1)),
        abn_code: said.text("abn_code", (27, 1)),
        duplicate_reason: said.text("duplicate_reason", (28, 1)),
        reference_id: said.text("reference_id", (31, 1)),
        ..Charge::default()
    };
    Ok((row, identifiers(told, ft1)))
}

fn transaction<'m>(
    told: &Told<'m>,
    said: &mut Said<'m>,
    kind: &'m str,
) -> Result<AccountTxn<'m>, Fault> {
    let ft1 = said.segment;
    let item = said.coded(["reason_code", "reason_code", "reason_text"], 7);
    let id = said.text("txn_id", (2, 1));
    Ok(AccountTxn {
        txn_key: key(told, ft1, &item),
        txn_id: id,
        account_number: told.account,
        encounter_key: told.encounter,
        patient_key: told.patient,
        txn_type: kind,
        reason_code: item.code,
        reason_text: item.text.or_else(|| said.text("reason_text", (8, 1))),
        amount: said.money("amount", (11, 1))?,
        payer_id: said.text("payer_id", (14, 1)),
        txn_date: said.day("txn_date", (4, 1)),
        posted_ts: said.instant("posted_ts", (5, 0)).or(told.sent),
        posted_by: said.text("posted_by", (24, 1)),
        ..AccountTxn::default()
    })
}

/// FT1-2, which has an authority since 2.8; without it the visit, code and day, and the place in the message.
fn key<'m>(told: &Told<'m>, ft1: Segment<'m>, item: &Coded<'m>) -> &'m str {
    if let Some(own) = told.key_of(ft1.field(2).first(), CX) {
        return own;
    }
    let part = |field: usize| {
        words(
            told.words,
            ft1.field(field).component(1).subcomponent(1).text(),
        )
        .unwrap_or_default()
    };
    let of = told.encounter.or(told.patient).unwrap_or_default();
    let code = item.code.unwrap_or_else(|| part(25));
    told.words
        .alloc_str(&join(&[told.key(None, ""), of, code, part(4), part(1)]))
}

fn four_modifiers<'m>(told: &Told<'m>, said: &mut Said<'m>) -> [Option<&'m str>; 4] {
    let mut each = modifiers(told, said, 26).unwrap_or_default().split(' ');
    let mut four = [None; 4];
    for modifier in &mut four {
        *modifier = each.next().filter(|modifier| !modifier.is_empty());
    }
    four
}

/// FT1-19 by code, and as ranks of the message's DG1 segments.
fn diagnoses<'m>(
    told: &Told<'m>,
    ft1: Segment<'m>,
    ranks: &HashMap<String, i32>,
) -> (Option<&'m str>, Option<&'m str>) {
    let coded = |each| Coded::of(each, told.words);
    let codes = ft1
        .field(19)
        .repetitions()
        .filter_map(|each| coded(each).code);
    let codes: Vec<&str> = codes.collect();
    if codes.is_empty() {
        return (None, None);
    }
    let rank = |code: &&str| ranks.get(&plain(code)).map(i32::to_string);
    let ranks: Option<Vec<String>> = codes.iter().map(rank).collect();
    let pointers = ranks.map(|ranks| &*told.words.alloc_str(&ranks.join(",")));
    (Some(told.words.alloc_str(&codes.join(" "))), pointers)
}

/// The ranks of the message's diagnoses by code: the first of each, but for what somebody was admitted for.
fn ranks(told: &Told<'_>) -> HashMap<String, i32> {
    let mut ranks = HashMap::new();
    for it in diagnosis::ranked(told) {
        let code = Coded::of(it.dg1.field(3).first(), told.words).code;
        if let (Some(code), Some(rank)) = (code, it.rank.filter(|_| it.kind != Some("A"))) {
            ranks.entry(plain(code)).or_insert(rank);
        }
    }
    ranks
}

/// One sender puts the dot where another does not.
fn plain(code: &str) -> String {
    code.replace('.', "")
}

/// FT1-29; what can't be brought to 11 digits stays as told.
fn drug<'m>(told: &Told<'m>, said: &mut Said<'m>) -> Option<&'m str> {
    let code = said.text("ndc", (29, 1))?;
    Some(match ndc::normalise(code) {
        Some(std::borrow::Cow::Owned(normal)) => told.words.alloc_str(&normal),
        _ => code,
    })
}

/// FT1-2 and FT1-30.
fn identifiers<'m>(told: &Told<'m>, ft1: Segment<'m>) -> Vec<Identifier<'m>> {
    [(2, "transaction"), (30, "payment")]
        .into_iter()
        .filter_map(|(field, kind)| {
            Some(Identifier {
                value: words(
                    told.words,
                    ft1.field(field).component(1).subcomponent(1).text(),
                )?,
                kind: Some(kind),
                assigner: authority(ft1.field(field).component(4), told.words),
            })
        })
        .collect()
}
