//! 276: claims that are asked about: `claim_inquiry`, a row a claim and a row a line.
//!
//! X12 TR3 005010X212. Its levels are those of the answer, so they are read as those.

use domain::Cents;
use jiff::civil::Date;
use tables::{Amount, ClaimAck, ClaimInquiry, Period, Reference, WriteError};
use x12::segment::{Dmg, Dtp, Svc};
use x12::status::{Answer, AnswerItem, Level, Line, LineItem};
use x12::{Position, Segment};

use super::answer::Place;
use crate::context::{Context, at, int};
use crate::items;
use crate::texts::Texts;
use crate::x12_sections::{money, quantity};

/// Birth date and sex of the patient of a level.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Patient<'a> {
    birth_date: Option<Date>,
    sex: Option<&'a str>,
}

impl<'a> Patient<'a> {
    /// Takes what a level says before its party; false where it says nothing.
    pub(super) fn take(
        &mut self,
        segment: Segment<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let Some(dmg) = Dmg::try_from_segment(segment) else {
            return Ok(false);
        };
        self.sex = texts.opt(dmg.sex());
        self.birth_date = items::day(&segment, 2, cx)?;
        Ok(true)
    }
}

/// Writes the rows of a level. `above` is a row of the answer, with what stands above it.
pub(super) fn write_all(
    level: Level<'_>,
    place: Place,
    above: &ClaimAck<'_>,
    patient: Patient<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let base = ClaimInquiry {
        level_ordinal: above.level_ordinal,
        guide: above.guide,
        report_reference: above.report_reference,
        reported_ts: above.reported_ts,
        payer_role: above.reporter_role,
        payer_id: above.reporter_id,
        payer_name: above.reporter_name,
        submitter_id: above.submitter_id,
        submitter_name: above.submitter_name,
        provider_npi: above.provider_npi,
        provider_other_id: above.provider_other_id,
        provider_name: above.provider_name,
        member_id: above.member_id,
        patient_last_name: above.patient_last_name,
        patient_first_name: above.patient_first_name,
        birth_date: patient.birth_date,
        sex: patient.sex,
        ..ClaimInquiry::default()
    };
    let mut traces = 0;
    for answer in level.answers() {
        traces += i32::from(answer.trn().is_some());
        let ordinal = if answer.trn().is_some() { traces } else { 0 };
        write(answer, ordinal, place, &base, texts, cx)?;
    }
    Ok(())
}

#[derive(Default)]
struct Lists<'a> {
    refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    amounts: Vec<Amount<'a>>,
}

impl<'a> Lists<'a> {
    fn date(
        &mut self,
        dtp: Dtp<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let (period, fault) = items::period(dtp, texts);
        self.dates.push(period);
        match fault {
            Some(fault) => cx.lost("bad_date", &fault),
            None => Ok(()),
        }
    }

    fn reference(&self, qualifier: &str) -> Option<&'a str> {
        let found = self.refs.iter().find(|it| it.qualifier == qualifier);
        found.and_then(|it| it.value)
    }

    fn service(&self) -> Option<(Option<Date>, Option<Date>)> {
        let found = self.dates.iter().find(|it| it.qualifier == "472");
        found.map(|it| (it.from, it.to.or(it.from)))
    }

    fn charge(&self) -> Option<Cents> {
        let found = self.amounts.iter().find(|it| it.qualifier == "T3");
        found.map(|it| it.amount)
    }
}

fn write(
    answer: Answer<'_>,
    ordinal: i32,
    mut place: Place,
    base: &ClaimInquiry<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut lists = Lists::default();
    let mut row = *base;
    row.inquiry_ordinal = ordinal;
    for item in answer.items() {
        match item {
            AnswerItem::Trn(trn) => row.inquiry_trace = texts.opt(trn.trace_number()),
            AnswerItem::Ref(segment) => lists.refs.push(items::reference(segment, texts)),
            AnswerItem::Dtp(dtp) => lists.date(dtp, texts, cx)?,
            AnswerItem::Amt(amt) => match cx.taken(items::amount(amt, texts))? {
                Some(amount) => lists.amounts.push(amount),
                None => {
                    place.incomplete = true;
                    continue;
                }
            },
            AnswerItem::Stc(stc) => {
                cx.ignore(&stc.segment(), "");
                continue;
            }
            AnswerItem::Qty(qty) => {
                cx.ignore(&qty.segment(), "");
                continue;
            }
            AnswerItem::Pwk(pwk) => {
                cx.ignore(&pwk.segment(), "");
                continue;
            }
            AnswerItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    row.patient_control_number = lists.reference("EJ");
    row.payer_claim_control_number = lists.reference("1K");
    row.clearinghouse_trace = lists.reference("D9");
    row.type_of_bill = lists.reference("BLT");
    row.medical_record_number = lists.reference("EA");
    row.group_number = lists.reference("6P");
    row.charge_amount = lists.charge();
    (row.service_from, row.service_to) = lists.service().unwrap_or_default();
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.amounts = &lists.amounts;
    let first = answer.span().first();
    let position = first.map_or(place.first, |it| it.position());
    append(&row, position, place.incomplete, cx)?;
    for (at, line) in (1..).zip(answer.lines()) {
        row.line_ordinal = at + int(line.lost_before());
        write_line(line, place, &row, texts, cx)?;
    }
    Ok(())
}

fn write_line(
    line: Line<'_>,
    place: Place,
    claim: &ClaimInquiry<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut lists = Lists::default();
    let mut row = ClaimInquiry {
        amounts: &[],
        ..*claim
    };
    cx.tally.mapped(1);
    let whole = service(line.svc(), texts, &mut row, cx)?;
    for item in line.items() {
        match item {
            LineItem::Ref(segment) => lists.refs.push(items::reference(segment, texts)),
            LineItem::Dtp(dtp) => lists.date(dtp, texts, cx)?,
            LineItem::Stc(stc) => {
                cx.ignore(&stc.segment(), "");
                continue;
            }
            LineItem::Pwk(pwk) => {
                cx.ignore(&pwk.segment(), "");
                continue;
            }
            LineItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    row.line_control_number = lists.reference("FJ");
    if let Some(days) = lists.service() {
        (row.service_from, row.service_to) = days;
    }
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    let position = line.svc().segment().position();
    append(&row, position, place.incomplete || !whole, cx)
}

fn append(
    row: &ClaimInquiry<'_>,
    position: Position,
    incomplete: bool,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let unit = cx.place.origin();
    let origin = at(&unit, position, incomplete);
    cx.out
        .claim_inquiry()
        .append(&ClaimInquiry { origin, ..*row })
}

/// SVC; false where a value could not be taken.
fn service<'a>(
    svc: Svc<'a>,
    texts: &'a Texts,
    row: &mut ClaimInquiry<'a>,
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
    row.charge_amount = None;
    let charge = money(&segment, 2, &mut row.charge_amount, cx)?;
    Ok(quantity(&segment, 7, &mut row.units, cx)? && charge)
}

/// Every element of a 276 that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BHT03", "BHT04", "BHT05", "NM101", "NM103", "NM104", "NM109", "DMG02", "DMG03", "TRN02",
    "REF01", "REF02", "REF03", "AMT01", "AMT02", "DTP01", "DTP03",
    "SVC01-1", "SVC01-2", "SVC01-3", "SVC01-4", "SVC01-5", "SVC01-6", "SVC02", "SVC04", "SVC07",
];
