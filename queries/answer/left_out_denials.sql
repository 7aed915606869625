-- One row per reason why cases that began in the period are not counted, and how many. Tests are counted
-- before anything else, by what was received.

with test as (
    select distinct case_id
    from raw.denial
    where excluded is null
        and is_test
        and not $include_test
        and opened_on >= $from
        and opened_on < $to
),

known as (
    select
        case
            when vanished then 'vanished'
            when kind <> 'denial' then kind
            when not is_initial then 'not_initial'
        end as reason
    from denial
    where opened_on >= $from
        and opened_on < $to
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
