//! Loop 2430: what another payer made of a line.

use tables::{ClaimLine, LineAdjudication, WriteError};
use x12::claim::{Adjudication, AdjudicationItem};
use x12::segment::Svd;

use super::service::{money, units};
use super::{adjustment, joined};
use crate::context::{Context, Refused};
use crate::items;
use crate::texts::Texts;

/// SVD03-3 to SVD03-6, by spaces.
pub(super) fn modifiers(svd: Svd<'_>, texts: &Texts) -> Option<String> {
    let procedure = svd.procedure();
    joined((1..=4).map(|number| procedure.modifier(number)), texts)
}

/// Reads the loop and writes its adjustments; with `false` where something was refused.
pub(super) fn read<'a>(
    adjudication: Adjudication<'a>,
    ordinal: i32,
    line: &ClaimLine<'a>,
    texts: &'a Texts,
    cx: &mut Context<'_>,
) -> Result<(LineAdjudication<'a>, bool), WriteError> {
    let svd = adjudication.svd();
    let segment = svd.segment();
    let mut item = LineAdjudication {
        ordinal,
        payer_id: texts.opt(svd.payer_id()),
        procedure_qualifier: texts.opt(svd.procedure().qualifier()),
        hcpcs_code: texts.opt(svd.procedure().code()),
        revenue_code: texts.opt(svd.revenue_code()),
        bundled_into: texts.opt(svd.bundled_line()),
        ..LineAdjudication::default()
    };
    let mut whole = money(&segment, 2, &mut item.paid_amount, cx)?;
    whole &= units(&segment, 5, &mut item.units_paid, cx)?;
    cx.tally.mapped(1);
    let owner = adjustment::Owner {
        clm_ordinal: line.clm_ordinal,
        line_ordinal: Some(line.line_ordinal),
        payer_ordinal: ordinal,
        payer_id: item.payer_id,
    };
    let mut cas_ordinal = 0;
    for inner in adjudication.items() {
        match inner {
            AdjudicationItem::Cas(cas) => {
                cas_ordinal += 1;
                whole &= adjustment::write(cas, cas_ordinal, owner, texts, cx)?;
            }
            AdjudicationItem::Dtp(dtp) if dtp.qualifier() == b"573" => {
                let (period, fault) = items::period(dtp, texts);
                if let Some(fault) = fault {
                    cx.lost("bad_date", &fault)?;
                }
                item.adjudication_date = period.from;
                cx.tally.mapped(1);
            }
            AdjudicationItem::Amt(amt) if amt.qualifier() == b"EAF" => {
                match items::amount(amt, texts) {
                    Ok(amount) => {
                        item.remaining_liability = Some(amount.amount);
                        cx.tally.mapped(1);
                    }
                    Err(fault) => {
                        whole = false;
                        cx.reject(Refused::Segment, fault.position, 1, &fault)?;
                    }
                }
            }
            AdjudicationItem::Dtp(dtp) => cx.ignore(&dtp.segment(), ""),
            AdjudicationItem::Amt(amt) => cx.ignore(&amt.segment(), ""),
            AdjudicationItem::Other(segment) => cx.ignore(&segment, ""),
        }
    }
    Ok((item, whole))
}
