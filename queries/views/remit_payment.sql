-- One row per 835: a payment, whether it balances, and who paid.
-- X12 TR3 005010X221A1 1.10.2.1: the payment is what the claims were paid, less the provider's adjustments.
--
-- payer_name   as in payers.csv, else as the payer calls itself

with claim as (
    select
        doc_id,
        count(*) as claim_count,
        sum(paid_amount) as paid_amount
    from live.remit_claim
    group by doc_id
),

adjustment as (
    select
        doc_id,
        sum(amount) as amount
    from live.provider_level_adjustment
    group by doc_id
)

select
    payment.source_system,
    payment.file_id,
    payment.member,
    payment.unit_id,
    payment.doc_id,
    payment.generation,
    payment.record,
    payment.byte,
    payment.event_time,
    payment.is_test,
    payment.incomplete,
    payment.payer_id,
    payment.payer_id_kind,
    payment.payee_id,
    payment.payee_npi,
    payment.payee_tax_id,
    payment.payee_name,
    payment.handling_code,
    payment.payment_amount,
    payment.credit_debit,
    payment.payment_method,
    payment.check_date,
    payment.trace_type,
    payment.trace_number,
    payment.originator_id,
    payment.originator_division,
    payment.receiver_id,
    payment.production_date,
    payment.currency,
    payment.guide,
    payment.refs,
    payment.payer_refs,
    payment.payee_refs,
    payment.dates,
    payment.parties,
    payment.contacts,
    coalesce(identity.payer_name, payment.payer_name) as payer_name,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    coalesce(claim.claim_count, 0) as claim_count,
    coalesce(claim.paid_amount, 0) as claims_paid_amount,
    coalesce(adjustment.amount, 0) as provider_adjustment_amount,
    coalesce(claim.paid_amount, 0) - coalesce(adjustment.amount, 0) - payment.payment_amount
        as unbalanced_amount,
    abs(coalesce(claim.paid_amount, 0) - coalesce(adjustment.amount, 0) - payment.payment_amount)
        <= 0.01 as balanced_flag
from live.remit_payment as payment
left join claim on claim.doc_id = payment.doc_id
left join adjustment on adjustment.doc_id = payment.doc_id
left join payer_identity as identity
    on identity.id_type = payment.payer_id_kind
    and identity.payer_id = payment.payer_id
left join payer_alias as payer
    on payer.id_type = payment.payer_id_kind
    and payer.payer_id = payment.payer_id
    and coalesce(payment.check_date, date '9999-12-30') >= payer.eff_from
    and coalesce(payment.check_date, date '9999-12-30') < payer.eff_to
