//! Loop 2110: `remit_line`.

use jiff::civil::Date;
use tables::{Amount, Count, Period, Reference, RemitLine, WriteError};
use x12::remittance::{Line, LineItem};
use x12::segment::Svc;

use super::adjustment::{self, Owner};
use super::remark::{Remark, Remarks};
use crate::context::{Context, Refused, at};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// Where the line stands.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) clp_ordinal: i32,
    pub(super) ordinal: i32,
    pub(super) damaged: bool,
    /// Of all lines of the claim.
    pub(super) first_day: &'a mut Option<Date>,
}

#[derive(Default)]
struct Lists<'a> {
    refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    amounts: Vec<Amount<'a>>,
    quantities: Vec<Count<'a>>,
}

/// Writes the line with its adjustments and remarks; false where something was refused.
pub(super) fn write(
    line: Line<'_>,
    place: &mut Place<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let svc = line.svc();
    let segment = svc.segment();
    let amounts = match amounts(svc) {
        Ok(amounts) => amounts,
        Err(fault) => {
            let segments = u64::try_from(line.span().len()).unwrap_or(u64::MAX);
            cx.reject(Refused::Loop, segment.position(), segments, &fault)?;
            return Ok(false);
        }
    };
    let submitted = modifiers(svc, texts);
    let mut row = RemitLine {
        clp_ordinal: place.clp_ordinal,
        svc_ordinal: place.ordinal,
        charge_amount: amounts.0,
        paid_amount: amounts.1,
        submitted_modifiers: Some(submitted.as_str()).filter(|m| !m.is_empty()),
        ..RemitLine::default()
    };
    let mut whole = own_elements(svc, texts, &mut row, cx)? && !place.damaged;
    cx.tally.mapped(1);
    let mut lists = Lists::default();
    whole &= loop_items(line, texts, &mut row, &mut lists, cx)?;
    let first_day = place.first_day.iter().chain(&row.service_date).min();
    *place.first_day = first_day.copied();
    let unit = cx.place.origin();
    row.origin = at(&unit, segment.position(), !whole);
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.amounts = &lists.amounts;
    row.quantities = &lists.quantities;
    cx.out.remit_line().append(&row)?;
    Ok(whole)
}

/// Charge and payment: without them there is no row.
fn amounts(svc: Svc<'_>) -> Result<(domain::Cents, domain::Cents), Fault> {
    let segment = svc.segment();
    let charge = fault::required_money(&segment, Element::Of(2, 0), svc.charge_amount())?;
    let paid = fault::required_money(&segment, Element::Of(3, 0), svc.paid_amount())?;
    Ok((charge, paid))
}

/// SVC06-3 to SVC06-6 by spaces.
fn modifiers(svc: Svc<'_>, texts: &Texts) -> String {
    let mut joined = String::new();
    if svc.segment().element(6).is_empty() {
        return joined;
    }
    for component in 3..=6 {
        let modifier = texts.get(svc.segment().component(6, component));
        if !modifier.is_empty() {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(modifier);
        }
    }
    joined
}

/// The other elements of SVC; false where one of them could not be taken.
fn own_elements<'a>(
    svc: Svc<'a>,
    texts: &'a Texts,
    row: &mut RemitLine<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = svc.segment();
    let mut components = segment
        .composite(1)
        .components()
        .map(|component| texts.opt(component));
    let mut next = || components.next().flatten();
    row.procedure_qualifier = next();
    row.hcpcs_code = next();
    (row.mod1, row.mod2, row.mod3, row.mod4) = (next(), next(), next(), next());
    row.procedure_description = next();
    row.revenue_code = texts.opt(svc.revenue_code());
    fault::check_procedure(&segment, 1, cx)?;
    if !segment.element(6).is_empty() {
        row.submitted_qualifier = texts.opt(segment.component(6, 1));
        row.submitted_hcpcs_code = texts.opt(segment.component(6, 2));
        row.submitted_description = texts.opt(segment.component(6, 7));
    }
    let mut whole = true;
    for (element, value, cell) in [
        (5, svc.paid_units(), &mut row.units_paid),
        (7, svc.submitted_units(), &mut row.units_submitted),
    ] {
        match fault::quantity(&segment, Element::Of(element, 0), value) {
            Ok(quantity) => *cell = quantity,
            Err(fault) => {
                cx.lost("bad_quantity", &fault)?;
                whole = false;
            }
        }
    }
    Ok(whole)
}

/// The segments after SVC; false where one was refused.
fn loop_items<'a>(
    line: Line<'a>,
    texts: &'a Texts,
    row: &mut RemitLine<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let owner = Owner {
        clp_ordinal: row.clp_ordinal,
        svc_ordinal: Some(row.svc_ordinal),
    };
    let mut remarks = Remarks::new(owner);
    let (mut whole, mut cas_ordinal, mut first_day) = (true, 0, None);
    for item in line.items() {
        match item {
            LineItem::Cas(cas) => {
                cas_ordinal += 1;
                whole &= adjustment::write(cas, cas_ordinal, owner, texts, cx)?;
                continue;
            }
            LineItem::Amt(amt) => {
                let Some(amount) = cx.taken(items::amount(amt, texts))? else {
                    whole = false;
                    continue;
                };
                if amount.qualifier == "B6" {
                    row.allowed_amount = row.allowed_amount.or(Some(amount.amount));
                }
                lists.amounts.push(amount);
            }
            LineItem::Qty(qty) => {
                let Some(count) = cx.taken(items::count(qty, texts))? else {
                    whole = false;
                    continue;
                };
                lists.quantities.push(count);
            }
            LineItem::Ref(reference) => {
                let reference = items::reference(reference, texts);
                match reference.qualifier {
                    "6R" => row.line_control_number = row.line_control_number.or(reference.value),
                    "HPI" => row.rendering_npi = row.rendering_npi.or(reference.value),
                    _ => {}
                }
                lists.refs.push(reference);
            }
            LineItem::Dtm(dtm) => {
                let (period, fault) = items::moment(dtm, texts);
                if let Some(fault) = fault {
                    cx.lost("bad_date", &fault)?;
                }
                match period.qualifier {
                    "472" => row.service_date = period.from,
                    "150" => first_day = period.from,
                    "151" => row.service_date_to = period.from,
                    _ => {}
                }
                lists.dates.push(period);
            }
            LineItem::Lq(lq) => {
                let remark = Remark {
                    position: lq.segment().position(),
                    rarc: texts.get(lq.segment().element(2)),
                    source_segment: "LQ",
                    code_list: texts.opt(lq.segment().element(1)),
                };
                remarks.write(remark, cx)?;
            }
            LineItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    row.service_date = row.service_date.or(first_day);
    Ok(whole)
}
