-- One row per 835 that counts and is no test: what it pays, and what stands against posting it; nothing where
-- reason is null. What is excluded (duplicate, held, superseded, retracted) is not here.
--
-- doc_key             what makes it the same payment as another document
-- reason              tested from the top
--   incomplete        something of it could not be read
--   unbalanced        the payment, a claim or a line is off, if only by a cent
--   prenotification   BPR01 = P: an account is tried, nothing is paid
--   estimate_paid     a predetermination (CLP02 = 25) that pays something
--   no_check_date     nobody knows the day to post it on
--   contested         another content of the same payment waits for a person
--   nothing_to_post   no claim that was decided, and no adjustment of the provider

with contested as (
    select
        doc_key,
        true as is_contested
    from raw.unit
    where excluded = 'held'
    group by doc_key
),

claim as (
    select
        told.doc_id,
        bool_or(told.charge_amount - coalesce(amount.adjusted_amount, 0) - told.paid_amount <> 0)
            as is_off,
        bool_or(told.claim_status_code = '25' and told.paid_amount <> 0) as pays_estimate,
        bool_or(told.claim_status_code <> '25') as decides
    from told_claim as told
    left join claim_amount as amount
        on amount.doc_id = told.doc_id
        and amount.clp_ordinal = told.clp_ordinal
    group by told.doc_id
),

adjusted as (
    select
        doc_id,
        true as is_adjusted
    from raw.provider_level_adjustment
    where excluded is null
    group by doc_id
),

line as (
    select
        doc_id,
        bool_or(unbalanced_amount <> 0) as is_off
    from remit_line
    group by doc_id
)

select
    payment.doc_id,
    unit.doc_key,
    cast(payment.check_date as varchar) as check_date,
    payment.payer_name as payer,
    payment.trace_number as payment_trace,
    payment.file_id,
    cast(payment.payment_amount * 100 as bigint) as amount,
    case
        when payment.incomplete or coalesce(unit.records_rejected, 0) > 0 then 'incomplete'
        when payment.unbalanced_amount <> 0 or coalesce(claim.is_off, false) or coalesce(line.is_off, false)
            then 'unbalanced'
        when payment.handling_code = 'P' then 'prenotification'
        when coalesce(claim.pays_estimate, false) then 'estimate_paid'
        when payment.check_date is null then 'no_check_date'
        when coalesce(contested.is_contested, false) then 'contested'
        when not coalesce(claim.decides, false) and not coalesce(adjusted.is_adjusted, false)
            then 'nothing_to_post'
    end as reason
from remit_payment as payment
inner join unit on unit.unit_id = payment.unit_id
left join claim on claim.doc_id = payment.doc_id
left join line on line.doc_id = payment.doc_id
left join adjusted on adjusted.doc_id = payment.doc_id
left join contested on contested.doc_key = unit.doc_key
where not payment.is_test
order by check_date, doc_id
