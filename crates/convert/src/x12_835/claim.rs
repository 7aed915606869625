//! Loop 2100: `remit_claim`.

use jiff::civil::Date;
use tables::{Amount, Contact, Count, Entity, Period, Reference, RemitClaim, WriteError};
use x12::Segment;
use x12::remittance::{Claim, ClaimItem};
use x12::segment::Clp;

use super::adjustment::{self, Owner};
use super::remark::{Remark, Remarks};
use super::{Set, line};
use crate::context::{Context, Refused, at, int};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::keys::Keys;
use crate::layout::{Layout, MIA, MOA};
use crate::texts::Texts;

/// What goes from claim to claim.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// CLP loops so far, refused ones included: an ordinal is a place, not a count of rows.
    pub(super) ordinal: u32,
    /// LX01 of the batch in hand.
    pub(super) batch_number: Option<String>,
}

/// The claim's list columns.
#[derive(Default)]
struct Lists<'a> {
    parties: Vec<Entity<'a>>,
    refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    amounts: Vec<Amount<'a>>,
    quantities: Vec<Count<'a>>,
    adjudication_amounts: Vec<Amount<'a>>,
    adjudication_quantities: Vec<Count<'a>>,
    contacts: Vec<Contact<'a>>,
}

impl Set {
    pub(super) fn claim(
        &mut self,
        claim: Claim<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let Set {
            claims,
            texts,
            payment,
            headless,
            incomplete: set_incomplete,
            ..
        } = self;
        claims.ordinal += 1;
        let clp = claim.clp();
        let segment = clp.segment();
        if texts.load(claim.span().segments()) {
            cx.latin1(segment.position())?;
        }
        let texts = &*texts;
        let amounts = match amounts(clp) {
            Ok(amounts) => amounts,
            Err(fault) => {
                *set_incomplete = true;
                let segments = u64::try_from(claim.span().len()).unwrap_or(u64::MAX);
                return cx.reject(Refused::Loop, segment.position(), segments, &fault);
            }
        };
        let mut row = RemitClaim {
            clp_ordinal: int(claims.ordinal),
            payer_id: &payment.payer_id,
            payer_id_kind: payment.payer_id_kind,
            payee_id: &payment.payee_id,
            payee_npi: payment.identity.payee_npi(),
            payee_tax_id: payment.identity.payee_tax_id(),
            trace_number: &payment.identity.trace_number,
            check_date: payment.check_date,
            charge_amount: amounts.0,
            paid_amount: amounts.1,
            batch_number: claims.batch_number.as_deref(),
            ..RemitClaim::default()
        };
        let mut refused = *headless || claim.is_damaged();
        refused |= !own_elements(clp, texts, &mut row, cx)?;
        cx.tally.mapped(1);
        let mut lists = Lists::default();
        refused |= !loop_items(claim, texts, &mut row, &mut lists, cx)?;
        let mut first_day = None;
        for line in claim.lines() {
            row.line_count += 1;
            let mut place = line::Place {
                clp_ordinal: row.clp_ordinal,
                ordinal: row.line_count + int(line.lost_before()),
                damaged: claim.is_damaged(),
                first_day: &mut first_day,
            };
            refused |= !line::write(line, &mut place, texts, cx)?;
        }
        // Some payers tell the member's number here and nowhere else.
        let member = lists.refs.iter().find(|it| it.qualifier == "1W");
        row.member_id = row.member_id.or(member.and_then(|it| it.value));
        let keys = keys(&row, first_day);
        row.number_key = keys.number.as_deref();
        row.member_key = keys.member.as_deref();
        *set_incomplete |= refused;
        let unit = cx.place.origin();
        row.origin = at(&unit, segment.position(), refused);
        row.parties = &lists.parties;
        row.refs = &lists.refs;
        row.dates = &lists.dates;
        row.amounts = &lists.amounts;
        row.quantities = &lists.quantities;
        row.adjudication_amounts = &lists.adjudication_amounts;
        row.adjudication_quantities = &lists.adjudication_quantities;
        row.contacts = &lists.contacts;
        cx.out.remit_claim().append(&row)
    }
}

fn keys(row: &RemitClaim<'_>, first_day: Option<Date>) -> Keys {
    Keys::new(
        row.patient_control_number,
        row.member_id,
        row.charge_amount,
        row.service_from.or(first_day),
    )
}

/// Charge and payment: without them there is no row.
fn amounts(clp: Clp<'_>) -> Result<(domain::Cents, domain::Cents), Fault> {
    let segment = clp.segment();
    let charge = fault::required_money(&segment, Element::Of(3, 0), clp.charge_amount())?;
    let paid = fault::required_money(&segment, Element::Of(4, 0), clp.paid_amount())?;
    Ok((charge, paid))
}

/// The other elements of CLP; false where one of them could not be taken.
fn own_elements<'a>(
    clp: Clp<'a>,
    texts: &'a Texts,
    row: &mut RemitClaim<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = clp.segment();
    row.patient_control_number = texts.get(clp.patient_control_number());
    row.claim_status_code = texts.get(clp.status_code());
    row.is_reversal = row.claim_status_code == "22";
    row.filing_indicator = texts.opt(clp.filing_indicator());
    row.payer_claim_control_number = texts.opt(clp.payer_claim_control_number());
    row.facility_type = texts.opt(clp.facility_type());
    row.frequency_code = texts.opt(clp.frequency_code());
    row.patient_status = texts.opt(clp.patient_status());
    row.drg = texts.opt(clp.drg());
    row.patient_consent = texts.opt(clp.yes_no());
    for (element, value, what) in [
        (1, row.patient_control_number, "a patient control number"),
        (2, row.claim_status_code, "a claim status"),
    ] {
        if value.is_empty() {
            cx.lost(
                "missing_element",
                &Fault::missing(&segment, Element::Of(element, 0), what),
            )?;
        }
    }
    let mut whole = true;
    match fault::money(
        &segment,
        Element::Of(5, 0),
        clp.patient_responsibility_amount(),
    ) {
        Ok(amount) => row.patient_resp_amount = amount,
        Err(fault) => {
            cx.lost("bad_amount", &fault)?;
            whole = false;
        }
    }
    for (element, value, cell) in [
        (12, clp.drg_weight(), &mut row.drg_weight),
        (13, clp.discharge_fraction(), &mut row.discharge_fraction),
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

/// The segments between CLP and the first SVC; false where one was refused.
fn loop_items<'a>(
    claim: Claim<'a>,
    texts: &'a Texts,
    row: &mut RemitClaim<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let owner = Owner {
        clp_ordinal: row.clp_ordinal,
        svc_ordinal: None,
    };
    let mut remarks = Remarks::new(owner);
    let (mut whole, mut cas_ordinal) = (true, 0);
    for item in claim.items() {
        match item {
            ClaimItem::Cas(cas) => {
                cas_ordinal += 1;
                whole &= adjustment::write(cas, cas_ordinal, owner, texts, cx)?;
                continue;
            }
            ClaimItem::Amt(amt) => {
                let Some(amount) = cx.taken(items::amount(amt, texts))? else {
                    whole = false;
                    continue;
                };
                lists.amounts.push(amount);
            }
            ClaimItem::Qty(qty) => {
                let Some(count) = cx.taken(items::count(qty, texts))? else {
                    whole = false;
                    continue;
                };
                lists.quantities.push(count);
            }
            ClaimItem::Nm1(nm1) => {
                let entity = items::entity(nm1, texts);
                party(&entity, row);
                lists.parties.push(entity);
            }
            ClaimItem::Ref(segment) => reference(items::reference(segment, texts), row, lists),
            ClaimItem::Dtm(dtm) => {
                let (period, fault) = items::moment(dtm, texts);
                if let Some(fault) = fault {
                    cx.lost("bad_date", &fault)?;
                }
                date(&period, row);
                lists.dates.push(period);
            }
            ClaimItem::Per(per) => lists.contacts.push(items::contact(per, texts)),
            ClaimItem::Mia(mia) => {
                whole &= adjudication(mia.segment(), &MIA, lists, cx)?;
                for (_, code) in mia.remarks() {
                    remarks.write(of(&mia.segment(), "MIA", texts.get(code)), cx)?;
                }
            }
            ClaimItem::Moa(moa) => {
                whole &= adjudication(moa.segment(), &MOA, lists, cx)?;
                for (_, code) in moa.remarks() {
                    remarks.write(of(&moa.segment(), "MOA", texts.get(code)), cx)?;
                }
            }
            ClaimItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}

fn of<'a>(segment: &Segment<'_>, source_segment: &'a str, rarc: &'a str) -> Remark<'a> {
    Remark {
        position: segment.position(),
        rarc,
        source_segment,
        code_list: None,
    }
}

fn party<'a>(entity: &Entity<'a>, row: &mut RemitClaim<'a>) {
    match entity.entity {
        "QC" => {
            row.member_id = entity.id.or(row.member_id);
            row.patient_last_name = entity.name;
            row.patient_first_name = entity.first_name;
        }
        "IL" => row.member_id = row.member_id.or(entity.id),
        "82" => row.rendering_id = entity.id,
        "TT" => {
            row.crossover_payer_id = entity.id;
            row.crossover_payer_name = entity.name;
        }
        "PR" => row.corrected_payer_id = entity.id,
        _ => {}
    }
}

fn reference<'a>(reference: Reference<'a>, row: &mut RemitClaim<'a>, lists: &mut Lists<'a>) {
    let cell = match reference.qualifier {
        "1L" => Some(&mut row.group_number),
        "G1" => Some(&mut row.prior_auth_number),
        "EA" => Some(&mut row.medical_record_number),
        _ => None,
    };
    if let Some(cell) = cell {
        *cell = cell.or(reference.value);
    }
    lists.refs.push(reference);
}

fn date(period: &Period<'_>, row: &mut RemitClaim<'_>) {
    match period.qualifier {
        "050" => row.received_date = period.from,
        "232" => row.service_from = period.from,
        "233" => row.service_to = period.from,
        "036" => row.coverage_expiration = period.from,
        _ => {}
    }
}

fn adjudication<'a>(
    segment: Segment<'a>,
    layout: &Layout,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    layout.read(
        segment,
        &mut lists.adjudication_amounts,
        &mut lists.adjudication_quantities,
        cx,
    )
}
