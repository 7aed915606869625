-- One row per feed: the last day that its data reach. A feed is a source and what it sends.

with remitted as (
    select
        source_system || '/835' as feed,
        max(check_date) as through
    from remit_payment
    group by source_system
),

submitted as (
    select
        source_system || '/837' as feed,
        max(cast(coalesce(submitted_ts, event_time) as date)) as through
    from claim
    group by source_system
),

acknowledged as (
    select
        source_system || '/' || case when ack_type = '277' then '277' else 'acknowledgments' end as feed,
        max(cast(coalesce(reported_ts, event_time) as date)) as through
    from raw.claim_ack
    where excluded is null and (not is_test or $include_test)
    group by source_system, case when ack_type = '277' then '277' else 'acknowledgments' end
),

worked as (
    select
        source_system || '/cases' as feed,
        max(cast(event_ts as date)) as through
    from work_event
    group by source_system
)

select feed, through from remitted
union all
select feed, through from submitted
union all
select feed, through from acknowledged
union all
select feed, through from worked
order by feed
