//! Loop 2400: `claim_line`.

use domain::{Cents, Quantity};
use jiff::civil::Date;
use tables::{ClaimLine, LineAdjudication, Note, WriteError, key};
use x12::claim::{Drug, DrugItem, Line, LineItem, LinePart};
use x12::segment::{Dtp, Hcp, Procedure, Ref, Sv1, Sv2, Sv5};
use x12::{Kind, Segment};

use super::adjudication;
use super::claim::{Lists, attachment};
use super::party::{Owner, Read};
use super::{ignored, joined};
use crate::context::{Context, Refused, at};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// Where the line stands.
pub(super) struct Place<'a> {
    pub(super) claim_sk: &'a str,
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
    line_sk: &mut String,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = line.lx().segment();
    let service = match Service::find(&line, place.kind) {
        Ok(service) => service,
        Err((fault, list)) => {
            let segments = u64::try_from(line.span().len()).unwrap_or(u64::MAX);
            cx.reject_as(Refused::Loop, segment.position(), segments, &fault, list)?;
            return Ok(false);
        }
    };
    key::line(
        line_sk,
        place.claim_sk,
        u32::try_from(place.ordinal).unwrap_or(u32::MAX),
    );
    let pointers = service.pointers(texts);
    let mut row = ClaimLine {
        claim_line_sk: line_sk,
        claim_sk: place.claim_sk,
        line_ordinal: place.ordinal,
        line_number: texts.opt(line.lx().number()),
        charge_amount: service.charge,
        dx_pointers: pointers.as_deref(),
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
    let unit = cx.place.origin();
    row.origin = at(&unit, segment.position(), !whole);
    row.refs = &lists.refs;
    row.dates = &lists.dates;
    row.amounts = &lists.amounts;
    row.quantities = &lists.quantities;
    row.notes = &lists.notes;
    row.attachments = &lists.attachments;
    row.prior_adjudications = &adjudications;
    cx.out.claim_line().append(&row)?;
    Ok(whole)
}

/// SV1 or SV2, with the charge that a line can't be without.
struct Service<'a> {
    of: Of<'a>,
    charge: Cents,
}

#[derive(Clone, Copy)]
enum Of<'a> {
    Sv1(Sv1<'a>),
    Sv2(Sv2<'a>),
}

impl<'a> Service<'a> {
    fn find(line: &Line<'a>, kind: Kind) -> Result<Service<'a>, (Fault, &'static str)> {
        let found = line.items().find_map(|item| match item {
            LineItem::Sv1(sv1) => Some((Of::Sv1(sv1), 2)),
            LineItem::Sv2(sv2) => Some((Of::Sv2(sv2), 3)),
            _ => None,
        });
        let Some((of, element)) = found else {
            let institutional = kind == Kind::ClaimInstitutional;
            let (id, what) = if institutional {
                ("SV2", "an SV2 segment")
            } else {
                ("SV1", "an SV1 segment")
            };
            let mut fault = Fault::missing(&line.lx().segment(), Element::default(), what);
            fault.segment_id = id.to_owned();
            fault.code = "3";
            return Err((fault, "IK304"));
        };
        let mut service = Service {
            of,
            charge: Cents::ZERO,
        };
        let segment = service.segment();
        service.charge =
            fault::required_money(&segment, Element(element, 0), segment.element(element))
                .map_err(|fault| (fault, "IK403"))?;
        Ok(service)
    }

    fn segment(&self) -> Segment<'a> {
        match self.of {
            Of::Sv1(sv1) => sv1.segment(),
            Of::Sv2(sv2) => sv2.segment(),
        }
    }

    /// SV107, by spaces.
    fn pointers(&self, texts: &Texts) -> Option<String> {
        match self.of {
            Of::Sv1(sv1) => joined(sv1.diagnosis_pointers(), texts),
            Of::Sv2(_) => None,
        }
    }

    /// Fills the row; false where a value could not be taken.
    fn fill(
        &self,
        texts: &'a Texts,
        row: &mut ClaimLine<'a>,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let segment = self.segment();
        match self.of {
            Of::Sv1(sv1) => {
                procedure(sv1.procedure(), texts, row);
                row.unit_measure = texts.opt(sv1.unit());
                row.pos_code = texts.opt(sv1.place_of_service());
                row.emergency = texts.opt(sv1.emergency());
                row.epsdt = texts.opt(sv1.epsdt());
                row.family_planning = texts.opt(sv1.family_planning());
                row.copay_status = texts.opt(sv1.copay_status());
                units(&segment, 4, &mut row.units, cx)
            }
            Of::Sv2(sv2) => {
                row.revenue_code = texts.opt(sv2.revenue_code());
                procedure(sv2.procedure(), texts, row);
                row.unit_measure = texts.opt(sv2.unit());
                let noncovered = money(&segment, 7, &mut row.noncovered_amount, cx)?;
                Ok(units(&segment, 5, &mut row.units, cx)? && noncovered)
            }
        }
    }
}

fn procedure<'a>(procedure: Procedure<'a>, texts: &'a Texts, row: &mut ClaimLine<'a>) {
    row.procedure_qualifier = texts.opt(procedure.qualifier());
    row.hcpcs_code = texts.opt(procedure.code());
    row.mod1 = texts.opt(procedure.modifier(1));
    row.mod2 = texts.opt(procedure.modifier(2));
    row.mod3 = texts.opt(procedure.modifier(3));
    row.mod4 = texts.opt(procedure.modifier(4));
    row.procedure_description = texts.opt(procedure.description());
}

/// A quantity the row can do without; false where it could not be taken.
pub(super) fn units(
    segment: &Segment<'_>,
    element: usize,
    cell: &mut Option<Quantity>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    match fault::quantity(segment, Element(element, 0), segment.element(element)) {
        Ok(quantity) => *cell = quantity,
        Err(fault) => {
            cx.lost("bad_quantity", &fault)?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// An amount the row can do without; false where it could not be taken.
pub(super) fn money(
    segment: &Segment<'_>,
    element: usize,
    cell: &mut Option<Cents>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    match fault::money(segment, Element(element, 0), segment.element(element)) {
        Ok(amount) => *cell = amount,
        Err(fault) => {
            cx.lost("bad_amount", &fault)?;
            return Ok(false);
        }
    }
    Ok(true)
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
            LineItem::Sv1(_) | LineItem::Sv2(_) if is_service(&segment) => {}
            LineItem::Sv5(sv5) => whole &= equipment(sv5, texts, row, cx)?,
            LineItem::Amt(amt) => match items::amount(amt, texts) {
                Ok(amount) => lists.amounts.push(amount),
                Err(fault) => {
                    whole = false;
                    cx.reject(Refused::Segment, fault.position, 1, &fault)?;
                    continue;
                }
            },
            LineItem::Qty(qty) => match items::count(qty, texts) {
                Ok(count) => lists.quantities.push(count),
                Err(fault) => {
                    whole = false;
                    cx.reject(Refused::Segment, fault.position, 1, &fault)?;
                    continue;
                }
            },
            LineItem::Dtp(dtp) => date(dtp, texts, row, lists, cx)?,
            LineItem::Ref(segment) => reference(segment, texts, row, lists),
            LineItem::Nte(nte) => lists.notes.push(Note {
                qualifier: texts.get(nte.reference_code()),
                text: texts.get(nte.text()),
            }),
            LineItem::Pwk(pwk) => lists.attachments.push(attachment(pwk, texts)),
            LineItem::Hcp(hcp) => whole &= pricing(hcp, texts, row, cx)?,
            LineItem::Sv1(_)
            | LineItem::Sv2(_)
            | LineItem::Sv3(_)
            | LineItem::Crc(_)
            | LineItem::Cn1(_)
            | LineItem::K3(_)
            | LineItem::Other(_) => {
                ignored(&segment, cx);
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
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
            LinePart::Drug(drug) => whole &= medicine(drug, texts, row, lists, cx)?,
            LinePart::Party(party) => {
                let read = Read::new(party, place.kind, texts);
                if read.row.entity == "82" {
                    row.rendering_npi = row.rendering_npi.or(read.row.npi);
                }
                let owner = Owner {
                    claim_sk: row.claim_sk,
                    claim_line_sk: Some(row.claim_line_sk),
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
                ignored(&form.lq().segment(), cx);
                form.items().for_each(|segment| ignored(&segment, cx));
            }
        }
    }
    Ok(whole)
}

/// Loop 2410. A line has one drug; of more the first counts.
fn medicine<'a>(
    drug: Drug<'a>,
    texts: &'a Texts,
    row: &mut ClaimLine<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    if row.ndc.is_some() {
        cx.tally.ignored("segment LIN, repeated", 1);
        drug.items().for_each(|item| match item {
            DrugItem::Ctp(ctp) => ignored(&ctp.segment(), cx),
            DrugItem::Ref(reference) => ignored(&reference.segment(), cx),
            DrugItem::Other(segment) => ignored(&segment, cx),
        });
        return Ok(true);
    }
    row.ndc = texts.opt(drug.lin().id());
    cx.tally.mapped(1);
    let mut whole = true;
    for item in drug.items() {
        match item {
            DrugItem::Ctp(ctp) => {
                row.ndc_unit = texts.opt(ctp.unit());
                whole &= units(&ctp.segment(), 4, &mut row.ndc_quantity, cx)?;
            }
            DrugItem::Ref(segment) => {
                let reference = items::reference(segment, texts);
                if matches!(reference.qualifier, "XZ" | "VY") {
                    row.prescription_number = row.prescription_number.or(reference.value);
                }
                lists.refs.push(reference);
            }
            DrugItem::Other(segment) => {
                ignored(&segment, cx);
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}
