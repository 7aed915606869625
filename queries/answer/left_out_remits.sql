-- One row per reason why answers of the period are not counted where later answers count too, and how many.
-- What is excluded as a unit, or is a test, is counted before anything else; then the standing of the answer;
-- then that it is not of a primary payer. Claims that could not be read at all are of the
-- period of their payment; of a payment without a date, of every period.
--
-- Rows of a retracted file, or of a generation that a newer one replaced, are as if they had never come: a
-- fold drops them.

with stored as (
    select
        case
            when claim.excluded is not null then 'unit_' || claim.excluded
            else 'test'
        end as reason
    from raw.remit_claim as claim
    where claim.check_date >= $from
        and claim.check_date < $to
        and (claim.excluded is not null or (claim.is_test and not $include_test))
        and coalesce(claim.excluded not in ('retracted', 'replayed'), true)
),

answered as (
    select
        case
            when answer.check_date is null then 'no_check_date'
            when answer.standing <> 'adjudicated' then answer.standing
            when answer.payer_order not in ('primary', 'unknown') then 'not_primary'
        end as reason
    from remit_answer as answer
    where answer.check_date is null
        or (answer.check_date >= $from and answer.check_date < $to)
),

refused as (
    select 'rejected' as reason
    from reject
    left join raw.remit_payment as payment on payment.unit_id = reject.unit_id
    where reject.level = 'loop'
        and reject.segment_id = 'CLP'
        and (
            payment.check_date is null
            or (payment.check_date >= $from and payment.check_date < $to)
        )
),

reasons as (
    select reason from stored
    union all
    select reason from answered where reason is not null
    union all
    select reason from refused
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
