//! Loop 2400: `claim_line`.

use jiff::civil::Date;
use tables::{ClaimLine, LineAdjudication, Note, Tooth, WriteError};
use x12::claim::{Line, LineItem, LinePart};
use x12::segment::{Dtp, Hcp, Ref, Sv5, Too};
use x12::{Kind, Segment};

use super::claim::Lists;
use super::party::{Owner, Read};
use super::service::{Service, money, units};
use super::{adjudication, drug};
use crate::context::{Context, Refused, at};
use crate::fault::Element;
use crate::items;
use crate::texts::Texts;

/// Where the line stands.
pub(super) struct Place<'a> {
    pub(super) clm_ordinal: i32,
    pub(super) ordinal: i32,
    pub(super) kind: Kind,
    pub(super) damaged: bool,
    /// Parties of the claim so far.
    pub(super) parties: &'a mut i32,
    /// Days of the claim's lines so far.
    pub(super) days: &'a mut Days,
}

/// The first and the last day of service among lines.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

impl Days {
    fn add(&mut self, from: Option<Date>, to: Option<Date>) {
        let last = to.or(from);
        self.first = self.first.into_iter().chain(from).min();
        self.last = self.last.into_iter().chain(last).max();
    }
}

/// Writes the line with its parties and adjustments; false where something was refused.
pub(super) fn write(
    line: Line<'_>,
    place: &mut Place<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = line.lx().segment();
    let service = match Service::find(&line, place.kind) {
        Ok(service) => service,
        Err(fault) => {
            // A segment that is missing is one of IK304, an element one of IK403.
            let list = if fault.element == Element::default() {
                "IK304"
            } else {
                "IK403"
            };
            let segments = u64::try_from(line.span().len()).unwrap_or(u64::MAX);
            cx.reject_as(Refused::Loop, segment.position(), segments, &fault, list)?;
            return Ok(false);
        }
    };
    let (pointers, areas) = (service.pointers(texts), service.areas(texts));
    let mut row = ClaimLine {
        clm_ordinal: place.clm_ordinal,
        line_ordinal: place.ordinal,
        line_number: texts.opt(line.lx().number()),
        charge_amount: service.charge,
        dx_pointers: pointers.as_deref(),
        oral_cavity_areas: areas.as_deref(),
        ..ClaimLine::default()
    };
    cx.tally.mapped(1);
    let mut whole = !place.damaged;
    whole &= service.fill(texts, &mut row, cx)?;
    let mut lists = Lists::default();
    whole &= loop_items(line, &service, texts, &mut row, &mut lists, cx)?;
    let mut adjudications = Vec::new();
    whole &= parts(
        line,
        place,
        texts,
        &mut row,
        &mut lists,
        &mut adjudications,
        cx,
    )?;
    let modifiers: Vec<Option<String>> = adjudications
        .iter()
        .map(|(svd, _)| adjudication::modifiers(*svd, texts))
        .collect();
    let adjudications: Vec<LineAdjudication<'_>> = adjudications
        .iter()
        .zip(&modifiers)
        .map(|((_, item), modifiers)| LineAdjudication {
            modifiers: modifiers.as_deref(),
            ..*item
        })
        .collect();
    place.days.add(row.service_from, row.service_to);
    let ndc = row.ndc.and_then(domain::ndc::normalise);
    row.ndc = ndc.as_deref().or(row.ndc);
    let unit = cx.place.origin();
    row.origin = at(&unit, segment.position(), !whole);
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.amounts = &lists.amounts;
    row.quantities = &lists.quantities;
    row.notes = &lists.notes;
    row.attachments = &lists.attachments;
    row.teeth = &lists.teeth;
    row.prior_adjudications = &adjudications;
    cx.out.claim_line().append(&row)?;
    Ok(whole)
}

/// The segments between LX and the first inner loop; false where one was refused.
fn loop_items<'a>(
    line: Line<'a>,
    service: &Service<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let mut whole = true;
    let is_service = |segment: &Segment<'_>| segment.position() == service.segment().position();
    for (item, segment) in line.items().zip(line.span().segments().skip(1)) {
        match item {
            LineItem::Sv1(_) | LineItem::Sv2(_) | LineItem::Sv3(_) if is_service(&segment) => {}
            LineItem::Too(too) => lists.teeth.push(tooth(too, texts)),
            LineItem::Sv5(sv5) => whole &= equipment(sv5, texts, row, cx)?,
            LineItem::Amt(amt) => {
                let Some(amount) = cx.taken(items::amount(amt, texts))? else {
                    whole = false;
                    continue;
                };
                lists.amounts.push(amount);
            }
            LineItem::Qty(qty) => {
                let Some(count) = cx.taken(items::count(qty, texts))? else {
                    whole = false;
                    continue;
                };
                lists.quantities.push(count);
            }
            LineItem::Dtp(dtp) => date(dtp, texts, row, lists, cx)?,
            LineItem::Ref(segment) => reference(segment, texts, row, lists),
            LineItem::Nte(nte) => lists.notes.push(Note {
                qualifier: texts.get(nte.reference_code()),
                text: texts.get(nte.text()),
            }),
            LineItem::Pwk(pwk) => lists.attachments.push(items::attachment(pwk, texts)),
            LineItem::Hcp(hcp) => whole &= pricing(hcp, texts, row, cx)?,
            LineItem::Sv1(_)
            | LineItem::Sv2(_)
            | LineItem::Sv3(_)
            | LineItem::Crc(_)
            | LineItem::Cn1(_)
            | LineItem::K3(_)
            | LineItem::Other(_) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}

fn tooth<'a>(too: Too<'a>, texts: &'a Texts) -> Tooth<'a> {
    let surface = |number| texts.opt(too.segment().component(3, number));
    Tooth {
        code_list: texts.opt(too.code_list()),
        tooth: texts.opt(too.tooth()),
        surface1: surface(1),
        surface2: surface(2),
        surface3: surface(3),
        surface4: surface(4),
        surface5: surface(5),
        status: None,
    }
}

fn equipment<'a>(
    sv5: Sv5<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = sv5.segment();
    row.dme_procedure = texts.opt(sv5.procedure_code());
    row.dme_frequency = texts.opt(sv5.frequency());
    let days = units(&segment, 3, &mut row.dme_days, cx)?;
    let rental = money(&segment, 4, &mut row.dme_rental_price, cx)?;
    Ok(money(&segment, 5, &mut row.dme_purchase_price, cx)? && days && rental)
}

fn pricing<'a>(
    hcp: Hcp<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    row.pricing_method = texts.opt(hcp.methodology());
    money(&hcp.segment(), 2, &mut row.repriced_allowed, cx)
}

fn date<'a>(
    dtp: Dtp<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let (period, fault) = items::period(dtp, texts);
    if let Some(fault) = fault {
        cx.lost("bad_date", &fault)?;
    }
    if period.qualifier == "472" {
        (row.service_from, row.service_to) = (period.from, period.to.or(period.from));
    }
    lists.dates.push(period);
    Ok(())
}

fn reference<'a>(
    segment: Ref<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
) {
    let reference = items::reference(segment, texts);
    let cell = match reference.qualifier {
        "6R" => Some(&mut row.line_control_number),
        "G1" => Some(&mut row.prior_auth_number),
        "9F" => Some(&mut row.referral_number),
        "X4" => Some(&mut row.clia_number),
        _ => None,
    };
    if let Some(cell) = cell {
        *cell = cell.or(reference.value);
    }
    lists.refs.push(reference);
}

/// The inner loops of a line; false where something was refused.
fn parts<'a>(
    line: Line<'a>,
    place: &mut Place<'_>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
    adjudications: &mut Vec<(x12::segment::Svd<'a>, LineAdjudication<'a>)>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let mut whole = true;
    for part in line.parts() {
        match part {
            LinePart::Drug(inner) => whole &= drug::fill(inner, texts, row, lists, cx)?,
            LinePart::Party(party) => {
                let read = Read::new(party, place.kind, texts);
                if read.row.entity == "82" {
                    row.rendering_npi = row.rendering_npi.or(read.row.npi);
                }
                let owner = Owner {
                    clm_ordinal: row.clm_ordinal,
                    line_ordinal: Some(row.line_ordinal),
                    other_payer_ordinal: None,
                };
                read.write_own(owner, place.parties, cx)?;
            }
            LinePart::Adjudication(loop_) => {
                let ordinal = i32::try_from(adjudications.len()).unwrap_or(i32::MAX - 1) + 1;
                let (item, good) = adjudication::read(loop_, ordinal, row, texts, cx)?;
                whole &= good;
                adjudications.push((loop_.svd(), item));
            }
            LinePart::Form(form) => {
                cx.ignore(&form.lq().segment(), "");
                form.items().for_each(|segment| cx.ignore(&segment, ""));
            }
        }
    }
    Ok(whole)
}
