-- One row per reason why reversals and recoveries of the period are not counted as taken back, and how many.
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
    where claim.claim_status_code = '22'
        and claim.check_date >= $from
        and claim.check_date < $to
        and (claim.excluded is not null or (claim.is_test and not $include_test))
        and coalesce(claim.excluded not in ('retracted', 'replayed'), true)
),

reversed as (
    select
        case
            when check_date is null then 'no_check_date'
            when is_asked then 'asked_for'
            when corrected_amount >= taken_amount then 'made_good'
        end as reason
    from taken_payment
    where check_date is null
        or (check_date >= $from and check_date < $to)
),

recovered as (
    select 'collects_reversal' as reason
    from recouped_payment
    where collects_reversal
        and check_date >= $from
        and check_date < $to
),

carried as (
    select 'carried_forward' as reason
    from raw.provider_level_adjustment
    where excluded is null
        and (not is_test or $include_test)
        and reason_code = 'FB'
        and check_date >= $from
        and check_date < $to
),

reasons as (
    select reason from stored
    union all
    select reason from reversed where reason is not null
    union all
    select reason from recovered
    union all
    select reason from carried
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
