//! Loops 2200 and 2220: `claim_ack`, a row a status.

use tables::{Amount, Attachment, ClaimAck, Count, Period, Reference, WriteError};
use x12::segment::{ClaimStatus, Stc, Svc};
use x12::status::{Answer, AnswerItem, Level, Line, LineItem};
use x12::{Position, Segment};

use super::above::Role;
use crate::context::{Context, at, int};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// Where an answer stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) role: Role,
    /// The HL of its level.
    pub(super) first: Position,
    /// Something of the level could not be read, or its place is not sure.
    pub(super) incomplete: bool,
    /// It is of a request for information: TRN02 is the payer's number for what it asks, not the claim's.
    pub(super) asks: bool,
}

#[derive(Default)]
struct Lists<'a> {
    refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    quantities: Vec<Count<'a>>,
    amounts: Vec<Amount<'a>>,
    attachments: Vec<Attachment<'a>>,
}

/// Writes the rows of a level: a row a status, and one where there is none.
pub(super) fn write_all(
    level: Level<'_>,
    place: Place,
    base: &ClaimAck<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let (mut answers, mut traces) = (0, 0);
    for answer in level.answers() {
        answers += 1;
        traces += i32::from(answer.trn().is_some());
        let ordinal = if answer.trn().is_some() { traces } else { 0 };
        write(answer, ordinal, place, base, texts, cx)?;
    }
    if answers > 0 {
        return Ok(());
    }
    append(base, place.first, place, cx)
}

fn append(
    row: &ClaimAck<'_>,
    position: Position,
    place: Place,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let unit = cx.place.origin();
    let origin = at(&unit, position, place.incomplete);
    cx.out.claim_ack().append(&ClaimAck { origin, ..*row })
}

fn write(
    answer: Answer<'_>,
    ordinal: i32,
    mut place: Place,
    base: &ClaimAck<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut row = *base;
    row.answer_ordinal = ordinal;
    let mut lists = Lists::default();
    let of_claim = matches!(place.role, Role::Subscriber | Role::Patient | Role::Unknown);
    for item in answer.items() {
        match item {
            AnswerItem::Trn(trn) => {
                row.answer_trace = texts.opt(trn.trace_number());
                if of_claim && !place.asks {
                    row.patient_control_number = row.answer_trace;
                }
            }
            // A row of its own, below.
            AnswerItem::Stc(_) => {}
            AnswerItem::Ref(segment) => lists.refs.push(items::reference(segment, texts)),
            AnswerItem::Dtp(dtp) => date(dtp, texts, &mut row, &mut lists, cx)?,
            AnswerItem::Qty(qty) => match cx.taken(items::count(qty, texts))? {
                Some(count) => lists.quantities.push(count),
                None => {
                    place.incomplete = true;
                    continue;
                }
            },
            AnswerItem::Amt(amt) => match cx.taken(items::amount(amt, texts))? {
                Some(amount) => lists.amounts.push(amount),
                None => {
                    place.incomplete = true;
                    continue;
                }
            },
            AnswerItem::Pwk(pwk) => lists.attachments.push(items::attachment(pwk, texts)),
            AnswerItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    references(&lists.refs, &mut row);
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.quantities = &lists.quantities;
    row.amounts = &lists.amounts;
    row.attachments = &lists.attachments;
    let first = answer
        .span()
        .first()
        .map_or(place.first, |it| it.position());
    statuses(answer.statuses(), first, place, &row, texts, cx)?;
    for (at, line) in (1..).zip(answer.lines()) {
        row.line_ordinal = at + int(line.lost_before());
        write_line(line, place, &row, texts, cx)?;
    }
    Ok(())
}

fn write_line(
    line: Line<'_>,
    mut place: Place,
    base: &ClaimAck<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let svc = line.svc();
    let mut row = ClaimAck {
        level: "line",
        quantities: &[],
        amounts: &[],
        ..*base
    };
    cx.tally.mapped(1);
    place.incomplete |= !service(svc, texts, &mut row, cx)?;
    let mut lists = Lists::default();
    for item in line.items() {
        match item {
            LineItem::Stc(_) => {}
            LineItem::Ref(segment) => lists.refs.push(items::reference(segment, texts)),
            LineItem::Dtp(dtp) => date(dtp, texts, &mut row, &mut lists, cx)?,
            LineItem::Pwk(pwk) => lists.attachments.push(items::attachment(pwk, texts)),
            LineItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    let number = lists.refs.iter().find(|it| it.qualifier == "FJ");
    row.line_control_number = number.and_then(|it| it.value);
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.attachments = &lists.attachments;
    let first = svc.segment().position();
    statuses(line.statuses(), first, place, &row, texts, cx)
}

/// A row a status; one without where there is none.
fn statuses<'s>(
    segments: impl Iterator<Item = Stc<'s>>,
    first: Position,
    place: Place,
    base: &ClaimAck<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut ordinal = 0;
    for stc in segments {
        let mut row = *base;
        let mut place = place;
        place.incomplete |= !status(stc, texts, &mut row, cx)?;
        let mut told = 0;
        for (element, status) in stc.statuses() {
            told += 1;
            ordinal += 1;
            row.status_ordinal = ordinal;
            code(stc, element, status, texts, &mut row, cx)?;
            append(&row, stc.segment().position(), place, cx)?;
        }
        if told == 0 {
            ordinal += 1;
            row.status_ordinal = ordinal;
            let fault =
                Fault::missing(&stc.segment(), Element::Of(1, 1), "a claim status category");
            cx.lost("missing_element", &fault)?;
            append(&row, stc.segment().position(), place, cx)?;
        }
    }
    if ordinal > 0 {
        return Ok(());
    }
    append(base, first, place, cx)
}

/// What STC10 and STC11 share with STC01; false where a value could not be taken.
fn status<'a>(
    stc: Stc<'a>,
    texts: &'a Texts,
    row: &mut ClaimAck<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = stc.segment();
    row.action_code = texts.opt(stc.action_code());
    row.check_number = texts.opt(stc.check_number());
    row.message = texts.opt(stc.message());
    row.effective_date = day(&segment, 2, cx)?;
    row.adjudication_date = day(&segment, 6, cx)?;
    row.payment_date = day(&segment, 8, cx)?;
    let charge = money(&segment, 4, &mut row.charge_amount, cx)?;
    Ok(money(&segment, 5, &mut row.paid_amount, cx)? && charge)
}

fn code<'a>(
    stc: Stc<'_>,
    element: usize,
    status: ClaimStatus<'a>,
    texts: &'a Texts,
    row: &mut ClaimAck<'a>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    row.category_code = texts.opt(status.category());
    row.status_code = texts.opt(status.status());
    row.entity_code = texts.opt(status.entity());
    row.status_list = texts.opt(status.code_list());
    if row.category_code.is_some() {
        return Ok(());
    }
    let fault = Fault::missing(
        &stc.segment(),
        Element::Of(element, 1),
        "a claim status category",
    );
    cx.lost("missing_element", &fault)
}

fn day(
    segment: &Segment<'_>,
    element: usize,
    cx: &mut Context<'_>,
) -> Result<Option<jiff::civil::Date>, WriteError> {
    match fault::day(segment, Element::Of(element, 0), segment.element(element)) {
        Ok(day) => Ok(day),
        Err(fault) => cx.lost("bad_date", &fault).map(|()| None),
    }
}

/// Takes an amount that was sent, unless there is one; false where it could not be taken.
fn money(
    segment: &Segment<'_>,
    element: usize,
    cell: &mut Option<domain::Cents>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    match fault::money(segment, Element::Of(element, 0), segment.element(element)) {
        Ok(amount) => *cell = cell.or(amount),
        Err(fault) => {
            cx.lost("bad_amount", &fault)?;
            return Ok(false);
        }
    }
    Ok(true)
}

fn service<'a>(
    svc: Svc<'a>,
    texts: &'a Texts,
    row: &mut ClaimAck<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = svc.segment();
    let procedure = svc.procedure();
    row.procedure_qualifier = texts.opt(procedure.qualifier());
    row.hcpcs_code = texts.opt(procedure.code());
    row.mod1 = texts.opt(procedure.modifier(1));
    row.mod2 = texts.opt(procedure.modifier(2));
    row.mod3 = texts.opt(procedure.modifier(3));
    row.mod4 = texts.opt(procedure.modifier(4));
    row.revenue_code = texts.opt(svc.revenue_code());
    (row.charge_amount, row.paid_amount) = (None, None);
    let charge = money(&segment, 2, &mut row.charge_amount, cx)?;
    let paid = money(&segment, 3, &mut row.paid_amount, cx)?;
    match fault::quantity(&segment, Element::Of(7, 0), svc.submitted_units()) {
        Ok(units) => row.units = units,
        Err(fault) => {
            cx.lost("bad_quantity", &fault)?;
            return Ok(false);
        }
    }
    Ok(charge && paid)
}

fn date<'a>(
    dtp: x12::segment::Dtp<'a>,
    texts: &'a Texts,
    row: &mut ClaimAck<'a>,
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
    if period.qualifier == "106" {
        row.due_date = period.from;
    }
    lists.dates.push(period);
    Ok(())
}

fn references<'a>(refs: &[Reference<'a>], row: &mut ClaimAck<'a>) {
    for reference in refs {
        let cell = match reference.qualifier {
            "1K" => &mut row.payer_claim_control_number,
            "D9" => &mut row.clearinghouse_trace,
            "BLT" => &mut row.type_of_bill,
            "EA" => &mut row.medical_record_number,
            // In an answer to a question TRN02 is the question's.
            "EJ" => {
                row.patient_control_number = reference.value.or(row.patient_control_number);
                continue;
            }
            _ => continue,
        };
        *cell = cell.or(reference.value);
    }
}
