//! Around the claims: `remit_provider_summary` (loop 2000) and `provider_level_adjustment` (PLB).

use domain::{Cents, date};
use tables::{ProviderLevelAdjustment, RemitProviderSummary, WriteError};
use x12::Segment;
use x12::remittance::{Batch, BatchItem, Summary, SummaryItem};
use x12::segment::Plb;

use super::Set;
use crate::context::{Context, Refused, at, int};
use crate::fault::{self, Element, Fault};
use crate::identity::text;
use crate::layout::Layout;

#[rustfmt::skip]
const TS3: Layout = Layout {
    amounts: &[
        (5, "TS305"), (13, "TS313"), (15, "TS315"), (17, "TS317"), (18, "TS318"), (20, "TS320"),
        (21, "TS321"), (22, "TS322"), (24, "TS324"),
    ],
    quantities: &[(4, "TS304"), (23, "TS323")],
};

#[rustfmt::skip]
const TS2: Layout = Layout {
    amounts: &[
        (1, "TS201"), (2, "TS202"), (3, "TS203"), (4, "TS204"), (5, "TS205"), (6, "TS206"),
        (8, "TS208"), (9, "TS209"), (15, "TS215"), (17, "TS217"), (18, "TS218"), (19, "TS219"),
    ],
    quantities: &[
        (7, "TS207"), (10, "TS210"), (11, "TS211"), (12, "TS212"), (13, "TS213"), (14, "TS214"),
        (16, "TS216"),
    ],
};

impl Set {
    /// LX, and the provider's totals where they are sent.
    pub(super) fn batch(
        &mut self,
        batch: Batch<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let Set {
            claims,
            texts,
            lx_ordinal,
            incomplete: set_incomplete,
            ..
        } = self;
        *lx_ordinal += 1;
        let Some(first) = batch.span().first() else {
            return Ok(());
        };
        if texts.load(batch.span().segments()) {
            cx.latin1(first.position())?;
        }
        claims.batch_number = batch
            .lx()
            .map(|lx| text(lx.segment().element(1)))
            .filter(|number| !number.is_empty());
        cx.tally.mapped(1);
        let (mut amounts, mut quantities) = (Vec::new(), Vec::new());
        let (mut totals, mut whole) = (false, !batch.span().is_damaged());
        let mut row = RemitProviderSummary::default();
        for item in batch.items() {
            match item {
                BatchItem::Ts3(ts3) => {
                    let segment = ts3.segment();
                    row.provider_id = texts.opt(segment.element(1));
                    row.facility_type = texts.opt(segment.element(2));
                    row.fiscal_period_date = day(&segment, 3, cx)?;
                    whole &= TS3.read(segment, &mut amounts, &mut quantities, cx)?;
                }
                BatchItem::Ts2(ts2) => {
                    whole &= TS2.read(ts2.segment(), &mut amounts, &mut quantities, cx)?;
                }
                BatchItem::Other(segment) => {
                    cx.ignore(&segment, "");
                    continue;
                }
            }
            totals = true;
            cx.tally.mapped(1);
        }
        if !totals {
            return Ok(());
        }
        *set_incomplete |= !whole;
        row.claim_count = quantities
            .iter()
            .find(|q| q.qualifier == "TS304")
            .map(|q| q.quantity);
        row.charge_amount = amounts
            .iter()
            .find(|a| a.qualifier == "TS305")
            .map(|a| a.amount);
        let unit = cx.place.origin();
        row.origin = at(&unit, first.position(), !whole);
        row.lx_ordinal = int(*lx_ordinal);
        row.batch_number = claims.batch_number.as_deref();
        row.amounts = &amounts;
        row.quantities = &quantities;
        cx.out.remit_provider_summary().append(&row)
    }

    /// PLB, and what stands beside it.
    pub(super) fn summary(
        &mut self,
        summary: Summary<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        for item in summary.items() {
            match item {
                SummaryItem::Plb(plb) => self.provider_adjustments(plb, cx)?,
                SummaryItem::Other(segment) => {
                    cx.ignore(&segment, "");
                }
            }
        }
        Ok(())
    }

    fn provider_adjustments(
        &mut self,
        plb: Plb<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let Set {
            payment,
            texts,
            plb_ordinal,
            incomplete,
            headless,
            ..
        } = self;
        *plb_ordinal += 1;
        let segment = plb.segment();
        if texts.load(std::iter::once(segment)) {
            cx.latin1(segment.position())?;
        }
        let amounts = match amounts(plb) {
            Ok(amounts) => amounts,
            Err(fault) => {
                *incomplete = true;
                return cx.reject(Refused::Segment, segment.position(), 1, &fault);
            }
        };
        let fiscal_period_date = day(&segment, 2, cx)?;
        let unit = cx.place.origin();
        for (pair, amount) in plb.adjustments().zip(amounts) {
            cx.out
                .provider_level_adjustment()
                .append(&ProviderLevelAdjustment {
                    origin: at(&unit, segment.position(), *headless),
                    plb_ordinal: int(*plb_ordinal),
                    pair_ordinal: i32::from(pair.ordinal),
                    payer_id: &payment.payer_id,
                    payer_id_kind: payment.payer_id_kind,
                    payee_id: &payment.payee_id,
                    trace_number: &payment.identity.trace_number,
                    check_date: payment.check_date,
                    provider_id: texts.get(plb.provider_id()),
                    fiscal_period_date,
                    reason_code: texts.get(pair.reason_code),
                    reference_id: texts.opt(pair.reference_id),
                    amount,
                })?;
        }
        cx.tally.mapped(1);
        Ok(())
    }
}

/// The amounts of a PLB. One that can't be taken refuses the segment: the payment would not balance.
fn amounts(plb: Plb<'_>) -> Result<Vec<Cents>, Fault> {
    let segment = plb.segment();
    if plb.surplus() > 0 {
        return Err(Fault::new(
            &segment,
            Element::Of(15, 0),
            "3",
            "expected at most 6 adjustments, but found more",
        ));
    }
    let mut amounts = Vec::new();
    for pair in plb.adjustments() {
        if pair.reason_code.is_empty() {
            return Err(Fault::missing(
                &segment,
                Element::Of(pair.first_element(), 1),
                "a reason code",
            ));
        }
        let element = Element::Of(pair.first_element() + 1, 0);
        amounts.push(fault::required_money(&segment, element, pair.amount)?);
    }
    if amounts.is_empty() {
        return Err(Fault::missing(&segment, Element::Of(3, 1), "a reason code"));
    }
    Ok(amounts)
}

/// A day that the row can do without.
fn day(
    segment: &Segment<'_>,
    element: usize,
    cx: &mut Context<'_>,
) -> Result<Option<jiff::civil::Date>, WriteError> {
    let text = segment.element(element);
    if text.is_empty() {
        return Ok(None);
    }
    match date::parse_d8(text) {
        Ok(day) => Ok(Some(day)),
        Err(error) => {
            cx.lost(
                "bad_date",
                &Fault::date(segment, Element::Of(element, 0), error),
            )?;
            Ok(None)
        }
    }
}
