-- Payments that do not add up, alone or in a claim or line of theirs: nothing of them is posted by itself.

with claims as (
    select
        doc_id,
        count(*) as claims
    from remit_claim
    where not (claim_balances and lines_balance)
    group by doc_id
)

select
    payment.file_id,
    payment.record,
    cast(payment.check_date as varchar) as check_date,
    payment.payer_name as payer,
    payment.trace_number,
    payment.payment_amount,
    payment.unbalanced_amount,
    coalesce(claims.claims, 0) as unbalanced_claims,
    payment.is_test as test
from remit_payment as payment
left join claims on claims.doc_id = payment.doc_id
where not payment.balanced_flag or coalesce(claims.claims, 0) > 0
order by abs(payment.unbalanced_amount) desc, payment.file_id, payment.record
