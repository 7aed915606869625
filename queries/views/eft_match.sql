-- One row per electronic payment (BPR04 = ACH, BOP, FWT) and bank deposit that belong together or may, and one
-- per payment or deposit that is alone. No payment and no deposit stands in two rows; tests are left out.
--
-- Within 3 business days, weekends and holidays not counted, a payment's trace number and amount are the
-- deposit's; where both name the originator, it is the same. Of several the nearest
-- pair, then the nearest of those that are left; those that are alike on one day pair one by one. Without a check
-- date nothing is near.
--
-- status          matched; proposed: for a person to decide; unmatched_payment; unmatched_deposit
-- method          trace_amount_originator, trace_amount; of a proposal trace_amount (too many days between, or
--                 no check date), or trace: the amounts differ
-- confidence      1.00 with the originator, 0.95 without; proposals 0.70 and 0.50
-- business_days   from the earlier of check date and deposit to the later one

with payment as (
    select
        doc_id,
        payer_name,
        payer_class,
        check_date,
        trace_number,
        originator_id,
        payment_amount,
        row_number() over (
            partition by trace_number, originator_id, payment_amount, check_date order by doc_id
        ) as twin
    from remit_payment
    where payment_method in ('ACH', 'BOP', 'FWT')
        and payment_amount > 0
        and not is_test
),

deposit as (
    select
        doc_id,
        deposit_date,
        account,
        bank_reference,
        trace_number,
        originator_id,
        amount,
        row_number() over (
            partition by trace_number, originator_id, amount, deposit_date
            order by account, bank_reference, doc_id
        ) as twin
    from bank_deposit
    where not is_test
),

-- A bank may leave out the 1 that TRN03 begins with.
related as (
    select
        payment.doc_id,
        deposit.doc_id as deposit_doc_id,
        payment.check_date,
        deposit.deposit_date,
        payment.payment_amount = deposit.amount as same_amount,
        abs(payment.payment_amount - deposit.amount) as difference,
        payment.twin = deposit.twin as same_twin,
        payment.originator_id is not null and deposit.originator_id is not null as same_originator,
        least(payment.check_date, deposit.deposit_date) as first_day,
        greatest(payment.check_date, deposit.deposit_date) as last_day
    from deposit
    inner join payment on payment.trace_number = deposit.trace_number
    where deposit.amount > 0
        and (
            payment.originator_id is null
            or deposit.originator_id is null
            or deposit.originator_id = payment.originator_id
            or '1' || deposit.originator_id = payment.originator_id
        )
),

-- Holidays between two days, those that no weekend is on.
free as (
    select
        related.doc_id,
        related.deposit_doc_id,
        count(*) as days
    from related
    inner join holiday
        on holiday.day > related.first_day
        and holiday.day <= related.last_day
    where date_part('isodow', holiday.day) < 6
    group by related.doc_id, related.deposit_doc_id
),

-- Business days up to a day, from Monday the 5th of January 1970 on: five a week.
candidate as (
    select
        related.doc_id,
        related.deposit_doc_id,
        related.check_date,
        related.deposit_date,
        related.same_amount,
        related.difference,
        related.same_twin,
        related.same_originator,
        case
            when related.check_date is not null
                then (related.last_day - date '1970-01-05') / 7 * 5
                    + least((related.last_day - date '1970-01-05') % 7 + 1, 5)
                    - (related.first_day - date '1970-01-05') / 7 * 5
                    - least((related.first_day - date '1970-01-05') % 7 + 1, 5)
                    - coalesce(free.days, 0)
        end as business_days
    from related
    left join free
        on free.doc_id = related.doc_id
        and free.deposit_doc_id = related.deposit_doc_id
),

near as (
    select
        doc_id,
        deposit_doc_id,
        same_originator,
        business_days,
        row_number() over (
            partition by doc_id
            order by business_days, same_originator desc, deposit_date, deposit_doc_id
        ) as of_payment,
        row_number() over (
            partition by deposit_doc_id
            order by business_days, same_originator desc, check_date, doc_id
        ) as of_deposit
    from candidate
    where same_amount and same_twin and business_days <= 3
),

nearest as (
    select
        doc_id,
        deposit_doc_id,
        same_originator,
        business_days
    from near
    where of_payment = 1 and of_deposit = 1
),

near_again as (
    select
        candidate.doc_id,
        candidate.deposit_doc_id,
        candidate.same_originator,
        candidate.business_days,
        row_number() over (
            partition by candidate.doc_id
            order by
                candidate.business_days,
                candidate.same_originator desc,
                candidate.deposit_date,
                candidate.deposit_doc_id
        ) as of_payment,
        row_number() over (
            partition by candidate.deposit_doc_id
            order by
                candidate.business_days,
                candidate.same_originator desc,
                candidate.check_date,
                candidate.doc_id
        ) as of_deposit
    from candidate
    where candidate.same_amount
        and candidate.business_days <= 3
        and candidate.doc_id not in (select nearest.doc_id from nearest)
        and candidate.deposit_doc_id not in (select nearest.deposit_doc_id from nearest)
),

both as (
    select
        doc_id,
        deposit_doc_id,
        same_originator,
        business_days
    from nearest
    union all
    select
        doc_id,
        deposit_doc_id,
        same_originator,
        business_days
    from near_again
    where of_payment = 1 and of_deposit = 1
),

matched as (
    select
        doc_id,
        deposit_doc_id,
        business_days,
        'matched' as status,
        case when same_originator then 'trace_amount_originator' else 'trace_amount' end as method,
        cast(case when same_originator then '1.00' else '0.95' end as decimal(3, 2)) as confidence
    from both
),

left_over as (
    select
        candidate.doc_id,
        candidate.deposit_doc_id,
        candidate.same_amount,
        candidate.business_days,
        row_number() over (
            partition by candidate.doc_id
            order by
                candidate.same_amount desc,
                candidate.business_days nulls last,
                candidate.difference,
                candidate.deposit_doc_id
        ) as of_payment,
        row_number() over (
            partition by candidate.deposit_doc_id
            order by
                candidate.same_amount desc,
                candidate.business_days nulls last,
                candidate.difference,
                candidate.doc_id
        ) as of_deposit
    from candidate
    where candidate.doc_id not in (select matched.doc_id from matched)
        and candidate.deposit_doc_id not in (select matched.deposit_doc_id from matched)
),

pair as (
    select
        doc_id,
        deposit_doc_id,
        business_days,
        status,
        method,
        confidence,
        true as is_paired
    from matched
    union all
    select
        doc_id,
        deposit_doc_id,
        business_days,
        'proposed' as status,
        case when same_amount then 'trace_amount' else 'trace' end as method,
        cast(case when same_amount then '0.70' else '0.50' end as decimal(3, 2)) as confidence,
        true as is_paired
    from left_over
    where of_payment = 1 and of_deposit = 1
)

select
    coalesce(pair.status, 'unmatched_payment') as status,
    payment.doc_id,
    payment.payer_name,
    payment.payer_class,
    payment.check_date,
    payment.trace_number,
    payment.payment_amount,
    case when pair.is_paired then deposit.doc_id end as deposit_doc_id,
    deposit.deposit_date,
    deposit.account,
    deposit.bank_reference,
    deposit.amount as deposit_amount,
    pair.business_days,
    pair.method,
    pair.confidence
from payment
left join pair on pair.doc_id = payment.doc_id
left join deposit on deposit.doc_id = pair.deposit_doc_id
union all
select
    'unmatched_deposit' as status,
    null as doc_id,
    null as payer_name,
    null as payer_class,
    null as check_date,
    deposit.trace_number,
    null as payment_amount,
    deposit.doc_id as deposit_doc_id,
    deposit.deposit_date,
    deposit.account,
    deposit.bank_reference,
    deposit.amount as deposit_amount,
    null as business_days,
    null as method,
    null as confidence
from deposit
left join pair on pair.deposit_doc_id = deposit.doc_id
where not coalesce(pair.is_paired, false)
