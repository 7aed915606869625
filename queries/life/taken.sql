-- Every reversal, with the payer and provider that it is between, and what it pays: what is taken back is negative.

select
    payer_key,
    payee_id,
    cast(check_date as varchar) as check_date,
    cast(paid_amount * 100 as bigint) as paid
from told_claim
where claim_status_code = '22'
