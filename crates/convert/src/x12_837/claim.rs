//! Loop 2300: `claim`.

use domain::Cents;
use tables::{Amount, Attachment, Claim as Row, Count, Note, Period, Reference, Tooth, WriteError};
use x12::Kind;
use x12::claim::{Claim, ClaimItem, Level};
use x12::segment::{Clm, Dn1, Dtp, Hcp, Ref};

use super::code::Codes;
use super::head::opt;
use super::inherited::{self, Inherited};
use super::line::Days;
use super::party::{Owner, Read};
use super::service::{money, units};
use super::{Set, joined, line, other_payer};
use crate::context::{Context, Refused, at, int};
use crate::fault::{self, Element};
use crate::items;
use crate::keys::Keys;
use crate::texts::Texts;

/// List columns that claims and lines have in common.
#[derive(Default)]
pub(super) struct Lists<'a> {
    pub(super) refs: Vec<Reference<'a>>,
    pub(super) dates: Vec<Period<'a>>,
    pub(super) amounts: Vec<Amount<'a>>,
    pub(super) quantities: Vec<Count<'a>>,
    pub(super) notes: Vec<Note<'a>>,
    pub(super) attachments: Vec<Attachment<'a>>,
    pub(super) teeth: Vec<Tooth<'a>>,
}

impl Set {
    pub(super) fn claim(
        &mut self,
        claim: Claim<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.clm_ordinal += 1;
        let segment = claim.clm().segment();
        let above = levels(&claim)
            .into_iter()
            .flatten()
            .flat_map(|level| level.span().segments());
        if self.texts.load(above.chain(claim.span().segments())) {
            cx.latin1(segment.position())?;
        }
        match fault::required_money(&segment, Element::Of(2, 0), segment.element(2)) {
            Ok(total_charge) => self.write(claim, total_charge, cx),
            Err(fault) => {
                let segments = u64::try_from(claim.span().len()).unwrap_or(u64::MAX);
                cx.reject(Refused::Loop, segment.position(), segments, &fault)
            }
        }
    }

    fn write(
        &mut self,
        claim: Claim<'_>,
        total_charge: Cents,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let Set {
            kind,
            head,
            pending,
            texts,
            clm_ordinal,
            guide,
        } = self;
        let (kind, texts) = (*kind, &*texts);
        let segment = claim.clm().segment();
        let causes = joined(
            [1, 2, 3].map(|at| segment.component(11, at)).into_iter(),
            texts,
        );
        let inherited = Inherited::new(&claim, kind, texts);
        let mut codes = Codes::new(int(*clm_ordinal), kind);
        let mut lists = Lists::default();
        let mut row = start(claim.clm(), total_charge, texts);
        row.clm_ordinal = int(*clm_ordinal);
        row.claim_form = match kind {
            Kind::ClaimInstitutional => "I",
            Kind::ClaimDental => "D",
            _ => "P",
        };
        row.guide = opt(guide);
        row.related_causes = causes.as_deref();
        head.fill(&mut row);
        inherited.fill(&claim, texts, &mut row);
        cx.tally.mapped(1);
        let mut whole = !claim.is_damaged() && above_is_whole(&claim);
        whole &= inherited::check(&claim, &row, cx)?;
        whole &= loop_items(&claim, texts, &mut row, &mut lists, &mut codes, cx)?;
        whole &= !codes.damaged;
        let mut parties = 0;
        let owner = Owner {
            clm_ordinal: row.clm_ordinal,
            ..Owner::default()
        };
        inherited.write(owner, &mut parties, cx)?;
        whole &= inner_loops(&claim, kind, texts, &mut row, &mut parties, cx)?;
        pending.used(&levels(&claim), &mut cx.tally);
        let (others, contacts) = (codes.items(), head.contacts());
        let unit = cx.place.origin();
        row.origin = at(&unit, segment.position(), !whole);
        row.principal_diagnosis = codes.principal.as_deref();
        row.admitting_diagnosis = codes.admitting.as_deref();
        row.drg = codes.drg.as_deref();
        row.submitter_contacts = &contacts;
        row.codes = &others;
        row.refs = &lists.refs;
        row.dates = &lists.dates;
        row.amounts = &lists.amounts;
        row.quantities = &lists.quantities;
        row.notes = &lists.notes;
        row.attachments = &lists.attachments;
        row.teeth = &lists.teeth;
        let keys = Keys::new(
            row.patient_control_number,
            row.member_id,
            row.total_charge,
            row.service_from,
        );
        row.number_key = keys.number.as_deref();
        row.member_key = keys.member.as_deref();
        cx.out.claim().append(&row)
    }
}

/// What the claim stands under.
fn levels<'a>(claim: &Claim<'a>) -> [Option<Level<'a>>; 3] {
    [claim.billing(), claim.subscriber(), claim.patient()]
}

/// Whether all segments of the levels could be read.
fn above_is_whole(claim: &Claim<'_>) -> bool {
    let mut levels = levels(claim).into_iter().flatten();
    levels.all(|level| !level.span().is_damaged())
}

/// The parties, other payers and lines of the claim; false where something was refused.
fn inner_loops<'a>(
    claim: &Claim<'a>,
    kind: Kind,
    texts: &'a Texts,
    row: &mut Row<'a>,
    parties: &mut i32,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let owner = Owner {
        clm_ordinal: row.clm_ordinal,
        ..Owner::default()
    };
    for party in claim.parties() {
        let read = Read::new(party, kind, texts);
        provider(&read, row);
        read.write_own(owner, parties, cx)?;
    }
    let mut whole = true;
    for (ordinal, other) in (1..).zip(claim.other_subscribers()) {
        let owner = Owner {
            other_payer_ordinal: Some(ordinal),
            ..owner
        };
        whole &= other_payer::write(other, owner, kind, texts, parties, cx)?;
    }
    let mut days = Days::default();
    for line in claim.lines() {
        row.line_count += 1;
        let mut place = line::Place {
            clm_ordinal: row.clm_ordinal,
            ordinal: row.line_count + int(line.lost_before()),
            kind,
            damaged: claim.is_damaged(),
            parties,
            days: &mut days,
        };
        whole &= line::write(line, &mut place, texts, cx)?;
    }
    row.service_from = row.service_from.or(days.first);
    row.service_to = row.service_to.or(days.last);
    Ok(whole)
}

/// The elements of CLM.
fn start<'a>(clm: Clm<'a>, total_charge: Cents, texts: &'a Texts) -> Row<'a> {
    Row {
        patient_control_number: texts.get(clm.patient_control_number()),
        total_charge,
        // Until a payer is known: by name, which is then empty.
        payer_id_kind: "NAME",
        facility_pos: texts.opt(clm.facility_code()),
        facility_qualifier: texts.opt(clm.facility_qualifier()),
        frequency_code: texts.opt(clm.frequency_code()),
        provider_signature: texts.opt(clm.provider_signature()),
        assignment: texts.opt(clm.assignment_code()),
        benefits_assigned: texts.opt(clm.benefits_assigned()),
        release_of_information: texts.opt(clm.release_code()),
        accident_state: texts.opt(clm.accident_state()),
        special_program: texts.opt(clm.special_program()),
        delay_reason: texts.opt(clm.delay_reason()),
        ..Row::default()
    }
}

/// The segments between CLM and the first inner loop; false where one was refused.
fn loop_items<'a>(
    claim: &Claim<'a>,
    texts: &'a Texts,
    row: &mut Row<'a>,
    lists: &mut Lists<'a>,
    codes: &mut Codes<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let mut whole = true;
    for item in claim.items() {
        match item {
            ClaimItem::Amt(amt) => {
                let Some(amount) = cx.taken(items::amount(amt, texts))? else {
                    whole = false;
                    continue;
                };
                if amount.qualifier == "F5" {
                    row.patient_paid_amount = row.patient_paid_amount.or(Some(amount.amount));
                }
                lists.amounts.push(amount);
            }
            ClaimItem::Qty(qty) => {
                let Some(count) = cx.taken(items::count(qty, texts))? else {
                    whole = false;
                    continue;
                };
                lists.quantities.push(count);
            }
            ClaimItem::Dtp(dtp) => date(dtp, texts, row, lists, cx)?,
            ClaimItem::Ref(segment) => reference(segment, texts, row, lists),
            ClaimItem::Nte(nte) => lists.notes.push(Note {
                qualifier: texts.get(nte.reference_code()),
                text: texts.get(nte.text()),
            }),
            ClaimItem::Pwk(pwk) => lists.attachments.push(items::attachment(pwk, texts)),
            ClaimItem::Dn1(dn1) => whole &= orthodontics(dn1, texts, row, cx)?,
            ClaimItem::Dn2(dn2) => lists.teeth.push(Tooth {
                code_list: texts.opt(dn2.code_list()),
                tooth: texts.opt(dn2.tooth()),
                status: texts.opt(dn2.status()),
                ..Tooth::default()
            }),
            ClaimItem::Cl1(cl1) => {
                row.admission_type = texts.opt(cl1.admission_type());
                row.admission_source = texts.opt(cl1.admission_source());
                row.patient_status = texts.opt(cl1.patient_status());
            }
            ClaimItem::Hi(hi) => {
                if !codes.push(hi, texts, cx)? {
                    cx.ignore(&hi.segment(), "");
                    continue;
                }
            }
            ClaimItem::Hcp(hcp) => whole &= pricing(hcp, texts, row, cx)?,
            ClaimItem::Cn1(other) => {
                cx.ignore(&other.segment(), "");
                continue;
            }
            ClaimItem::K3(other) => {
                cx.ignore(&other.segment(), "");
                continue;
            }
            ClaimItem::Crc(other) => {
                cx.ignore(&other.segment(), "");
                continue;
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

/// DN1; false where a number of months was refused.
fn orthodontics<'a>(
    dn1: Dn1<'a>,
    texts: &'a Texts,
    row: &mut Row<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = dn1.segment();
    row.orthodontic_transfer = texts.opt(dn1.transfer());
    let planned = units(&segment, 1, &mut row.orthodontic_months, cx)?;
    let left = units(&segment, 2, &mut row.orthodontic_months_left, cx)?;
    Ok(planned && left)
}

/// HCP of a claim; false where an amount was refused.
fn pricing<'a>(
    hcp: Hcp<'a>,
    texts: &'a Texts,
    row: &mut Row<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = hcp.segment();
    row.pricing_method = texts.opt(hcp.methodology());
    row.repricer_id = texts.opt(hcp.organization_id());
    let allowed = money(&segment, 2, &mut row.repriced_allowed, cx)?;
    let savings = money(&segment, 3, &mut row.repriced_savings, cx)?;
    Ok(allowed && savings)
}

fn date<'a>(
    dtp: Dtp<'a>,
    texts: &'a Texts,
    row: &mut Row<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let (period, fault) = items::period(dtp, texts);
    if let Some(fault) = fault {
        cx.lost("bad_date", &fault)?;
    }
    match period.qualifier {
        "434" | "472" => {
            row.service_from = row.service_from.or(period.from);
            row.service_to = row.service_to.or(period.to).or(period.from);
        }
        "435" => row.admission_date = period.from,
        "096" => row.discharge_time = period.time,
        "431" => row.onset_date = period.from,
        "439" => row.accident_date = period.from,
        _ => {}
    }
    lists.dates.push(period);
    Ok(())
}

fn reference<'a>(segment: Ref<'a>, texts: &'a Texts, row: &mut Row<'a>, lists: &mut Lists<'a>) {
    let reference = items::reference(segment, texts);
    let cell = match reference.qualifier {
        "F8" => Some(&mut row.payer_claim_control_number),
        "G1" => Some(&mut row.prior_auth_number),
        "9F" => Some(&mut row.referral_number),
        "EA" => Some(&mut row.medical_record_number),
        "D9" => Some(&mut row.trace_number),
        "X4" => Some(&mut row.clia_number),
        _ => None,
    };
    if let Some(cell) = cell {
        *cell = cell.or(reference.value);
    }
    lists.refs.push(reference);
}

/// The NPI of a provider of the claim, where the claim's row has a column for it.
fn provider<'a>(read: &Read<'a>, row: &mut Row<'a>) {
    let cell = match read.row.entity {
        "82" => &mut row.rendering_npi,
        "71" => &mut row.attending_npi,
        "72" => &mut row.operating_npi,
        "DN" => &mut row.referring_npi,
        "77" | "FA" => &mut row.facility_npi,
        _ => return,
    };
    *cell = cell.or(read.row.npi);
}
