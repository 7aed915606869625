//! Invoice and PaymentReconciliation: money on accounts, as the source's own books have it.

use fhir::resource::{Invoice, PaymentReconciliation};
use tables::{AccountTxn, Table};

use super::coded::ANY;
use super::told::{Done, Found, Told, number, text};
use crate::context::{Context, at};

/// Writes a row for an invoice: its total. Its lines are charges.
pub(super) fn invoice(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Invoice<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), None);
    let date = it.date.as_ref().or(it.creation.as_ref());
    told.stated_by("date", date);
    let (txn_key, txn_id) = told.identity(&it.identifier)?;
    let issuer = told.person(it.issuer.as_ref());
    let status_code = told.status(it.status.as_ref());
    told.deleted |= status_code == Some("cancelled");
    let amount = match &it.total_net {
        Some(net) => told.money("totalNet", Some(net))?,
        None => told.money("totalGross", it.total_gross.as_ref())?,
    };
    let row = AccountTxn {
        txn_key,
        txn_id,
        account_number: told.account(it.account.as_ref()),
        patient_key: told.patient.key,
        txn_type: "invoice",
        reason_code: told.coded(it.kind.as_ref(), ANY).code,
        reason_text: told
            .coded(it.kind.as_ref(), ANY)
            .text
            .or_else(|| text(it.cancelled_reason.as_ref())),
        amount,
        payer_id: issuer.npi.or(issuer.id),
        txn_date: told.day("date", date),
        status_code,
        ..AccountTxn::default()
    };
    append(told, row, cx)
}

/// Writes a row for a payment that was received: its amount. What it was allocated to is not read: the sum is in the
/// row already.
pub(super) fn payment(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: PaymentReconciliation<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.stated_by("created", it.created.as_ref());
    let (key, own) = told.identity(&it.identifier)?;
    let paid = it
        .payment_identifier
        .as_ref()
        .and_then(|it| number(it))
        .map(|(value, _)| value);
    let issuer = told.person(it.payment_issuer.as_ref());
    let date = it.payment_date.as_ref().or(it.date.as_ref());
    let status_code = told.status(it.status.as_ref());
    told.deleted |= status_code == Some("cancelled");
    let amount = match &it.payment_amount {
        Some(amount) => told.money("paymentAmount", Some(amount))?,
        None => told.money("amount", it.amount.as_ref())?,
    };
    let row = AccountTxn {
        txn_key: key,
        txn_id: paid.or_else(|| text(it.reference_number.as_ref())).or(own),
        txn_type: "payment_reconciliation",
        reason_code: text(it.outcome.as_ref()),
        reason_text: text(it.disposition.as_ref()),
        amount,
        payer_id: issuer.npi.or(issuer.id).or(issuer.name),
        txn_date: told.day("paymentDate", date),
        posted_ts: told.instant("created", it.created.as_ref()),
        status_code,
        ..AccountTxn::default()
    };
    append(told, row, cx)
}

fn append<'m>(told: &mut Told<'m>, mut row: AccountTxn<'m>, cx: &mut Context<'_>) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(AccountTxn::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out.account_txn().append(&AccountTxn { origin, ..row })?;
    Ok(())
}
