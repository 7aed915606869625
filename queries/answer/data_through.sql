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
)

select feed, through from remitted
union all
select feed, through from submitted
order by feed
