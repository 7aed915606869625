-- One row per reason why cases that ended in the period are not counted, and how many. Tests are counted
-- before anything else, by what was received.

with test as (
    select distinct case_id
    from raw.denial
    where excluded is null
        and is_test
        and not $include_test
        and not open_flag
        and ended_on >= $from
        and ended_on < $to
),

known as (
    select
        case
            when vanished then 'vanished'
            when kind <> 'denial' then kind
            when resolved_as = 'superseded' then 'superseded'
            when not is_initial then 'not_initial'
        end as reason
    from denial
    where resolved_on >= $from
        and resolved_on < $to
),

reasons as (
    select 'test' as reason from test
    union all
    select reason from known where reason is not null
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
