-- One row per case that stands under another key now, with what people did: which case it is.

with recursive last_event as (
    select
        case_id,
        action,
        moved,
        row_number() over (
            partition by case_id
            order by nth desc, event_ts desc, doc_id, record, unit_id
        ) as place
    from live.work_event
),

newest as (
    select
        case_id,
        touched,
        row_number() over (
            partition by case_id
            order by version desc, batch desc, doc_id, record, unit_id
        ) as place
    from live.denial
),

-- What moved to a case and is there is touched; what left is as if nobody ever had been there.
left_behind as (
    select
        last_event.case_id,
        last_event.moved
    from last_event
    inner join newest
        on newest.case_id = last_event.case_id
        and newest.place = 1
    where last_event.place = 1
        and last_event.action = 'moved'
        and not newest.touched
),

-- A case that moved may move again.
chain as (
    select
        case_id,
        moved,
        1 as moves
    from left_behind
    union all
    select
        chain.case_id,
        left_behind.moved,
        chain.moves + 1 as moves
    from chain
    inner join left_behind on left_behind.case_id = chain.moved
    where chain.moves < 20
),

placed as (
    select
        case_id,
        moved,
        row_number() over (partition by case_id order by moves desc) as place
    from chain
)

select
    case_id,
    moved as current_case_id
from placed
where place = 1
