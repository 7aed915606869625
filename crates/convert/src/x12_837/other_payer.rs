//! Loop 2320: `claim_other_payer`, with its adjustments and parties (2330).

use tables::{Amount, ClaimOtherPayer, Count, WriteError};
use x12::Kind;
use x12::claim::{OtherItem, OtherSubscriber};

use super::party::{Owner, Read};
use super::{adjustment, joined};
use crate::context::{Context, at};
use crate::items;
use crate::layout::{MIA, MOA};
use crate::texts::Texts;

#[derive(Default)]
struct Lists<'a> {
    amounts: Vec<Amount<'a>>,
    adjudication_amounts: Vec<Amount<'a>>,
    adjudication_quantities: Vec<Count<'a>>,
    remarks: Vec<&'a [u8]>,
}

/// Writes the other payer with its parties; false where something was refused.
pub(super) fn write(
    other: OtherSubscriber<'_>,
    owner: Owner,
    kind: Kind,
    texts: &Texts,
    parties: &mut i32,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let sbr = other.sbr();
    let reads: Vec<Read<'_>> = other
        .parties()
        .map(|party| Read::new(party, kind, texts))
        .collect();
    let find = |entity| reads.iter().find(|read| read.row.entity == entity);
    let (payer, subscriber) = (find("PR"), find("IL"));
    let mut row = ClaimOtherPayer {
        clm_ordinal: owner.clm_ordinal,
        other_payer_ordinal: owner.other_payer_ordinal.unwrap_or_default(),
        payer_order: texts.opt(sbr.payer_order()),
        relationship: texts.opt(sbr.relationship_code()),
        group_number: texts.opt(sbr.group_number()),
        group_name: texts.opt(sbr.group_name()),
        insurance_type: texts.opt(sbr.insurance_type()),
        filing_indicator: texts.opt(sbr.filing_indicator()),
        payer_id: payer.and_then(|read| read.row.id),
        payer_name: payer.and_then(|read| read.row.name),
        member_id: subscriber.and_then(|read| read.row.id),
        adjudication_date: payer.and_then(|read| read.adjudication_date),
        payer_claim_control_number: payer
            .and_then(|read| read.refs.iter().find(|it| it.qualifier == "F8"))
            .and_then(|reference| reference.value),
        refs: payer.map(|read| read.refs.as_slice()).unwrap_or_default(),
        ..ClaimOtherPayer::default()
    };
    cx.tally.mapped(1);
    let mut lists = Lists::default();
    let whole = loop_items(other, texts, &mut row, &mut lists, cx)?;
    for read in &reads {
        read.write_own(owner, parties, cx)?;
    }
    let remarks = joined(lists.remarks.iter().copied(), texts);
    let unit = cx.place.origin();
    row.origin = at(&unit, sbr.segment().position(), !whole);
    row.remarks = remarks.as_deref();
    row.amounts = &lists.amounts;
    row.adjudication_amounts = &lists.adjudication_amounts;
    row.adjudication_quantities = &lists.adjudication_quantities;
    cx.out.claim_other_payer().append(&row)?;
    Ok(whole)
}

/// The segments between SBR and the first party; false where one was refused.
fn loop_items<'a>(
    other: OtherSubscriber<'a>,
    texts: &'a Texts,
    row: &mut ClaimOtherPayer<'a>,
    lists: &mut Lists<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let owner = adjustment::Owner {
        clm_ordinal: row.clm_ordinal,
        line_ordinal: None,
        payer_ordinal: row.other_payer_ordinal,
        payer_id: row.payer_id,
    };
    let (mut whole, mut cas_ordinal) = (true, 0);
    for item in other.items() {
        match item {
            OtherItem::Cas(cas) => {
                cas_ordinal += 1;
                whole &= adjustment::write(cas, cas_ordinal, owner, texts, cx)?;
                continue;
            }
            OtherItem::Amt(amt) => {
                let Some(amount) = cx.taken(items::amount(amt, texts))? else {
                    whole = false;
                    continue;
                };
                match amount.qualifier {
                    "D" => row.paid_amount = Some(amount.amount),
                    "EAF" => row.remaining_liability = Some(amount.amount),
                    "A8" => row.noncovered_amount = Some(amount.amount),
                    _ => {}
                }
                lists.amounts.push(amount);
            }
            OtherItem::Oi(oi) => {
                row.benefits_assigned = texts.opt(oi.benefits_assigned());
                row.release_of_information = texts.opt(oi.release_code());
            }
            OtherItem::Mia(mia) => {
                let (amounts, counts) = (
                    &mut lists.adjudication_amounts,
                    &mut lists.adjudication_quantities,
                );
                whole &= MIA.read(mia.segment(), amounts, counts, cx)?;
                lists.remarks.extend(mia.remarks().map(|(_, code)| code));
            }
            OtherItem::Moa(moa) => {
                let (amounts, counts) = (
                    &mut lists.adjudication_amounts,
                    &mut lists.adjudication_quantities,
                );
                whole &= MOA.read(moa.segment(), amounts, counts, cx)?;
                lists.remarks.extend(moa.remarks().map(|(_, code)| code));
            }
            OtherItem::Dmg(dmg) => {
                cx.ignore(&dmg.segment(), "");
                continue;
            }
            OtherItem::Other(segment) => {
                cx.ignore(&segment, "");
                continue;
            }
        }
        cx.tally.mapped(1);
    }
    Ok(whole)
}
