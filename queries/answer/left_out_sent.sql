-- One row per reason why claims that were submitted in the period are not counted where every submission
-- counts, and how many.
--
-- Rows of a retracted file, or of a generation that a newer one replaced, are as if they had never come: a
-- fold drops them.

with stored as (
    select
        case
            when claim.excluded is not null then 'unit_' || claim.excluded
            else 'test'
        end as reason
    from raw.claim as claim
    where cast(coalesce(claim.submitted_ts, claim.event_time) as date) >= $from
        and cast(coalesce(claim.submitted_ts, claim.event_time) as date) < $to
        and (claim.excluded is not null or (claim.is_test and not $include_test))
        and coalesce(claim.excluded not in ('retracted', 'replayed'), true)
),

submitted as (
    select 'no_submission_date' as reason
    from sent_claim
    where submitted_on is null
),

reasons as (
    select reason from stored
    union all
    select reason from submitted
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
