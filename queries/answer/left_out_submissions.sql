-- One row per reason why claims that were submitted in the period are not counted, and how many. What is
-- excluded as a unit, or is a test, is counted before anything else; then that it is no first submission.
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
    select
        case
            when submitted_on is null then 'no_submission_date'
            when kind <> 'first' then kind
        end as reason
    from sent_claim
    where submitted_on is null
        or (submitted_on >= $from and submitted_on < $to)
),

reasons as (
    select reason from stored
    union all
    select reason from submitted where reason is not null
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
