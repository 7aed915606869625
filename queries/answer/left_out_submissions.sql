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
            when coalesce(claim.submitted_ts, claim.event_time) is null then 'no_submission_date'
            when claim.frequency_code = '7' then 'replacement'
            when claim.frequency_code = '8' then 'void'
            when not coalesce(submission.is_first, false) then 'sent_again'
        end as reason
    from claim
    left join first_submission as submission
        on submission.doc_id = claim.doc_id
        and submission.clm_ordinal = claim.clm_ordinal
    where coalesce(claim.submitted_ts, claim.event_time) is null
        or (
            cast(coalesce(claim.submitted_ts, claim.event_time) as date) >= $from
            and cast(coalesce(claim.submitted_ts, claim.event_time) as date) < $to
        )
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
