-- id          = "K72"
-- kpi         = "worklist"
-- title       = "Worklist turnaround and backlog"
-- purpose     = "How soon somebody takes up a case, and what waits, as of the first day after the period."
-- grain       = "queue x category x payer x payer class x age at the end of the period x days"
-- unit        = "ratio; days"
-- better      = "lower"
-- numerator   = "Cases that waited at the end of the period; their open dollars; those of them whose deadline was over; those that nobody had touched; days from the worklist to the first touch."
-- denominator = "Cases that had begun by then; their denied dollars; cases that waited; cases that waited; cases that were touched for the first time in the period."
-- includes    = ["Rejections and requests too: they wait in the same list", "The value of days is the median; they count from the moment a case stood in the list", "Of a case that ended since, what was denied"]
-- excludes    = ["Cases that nothing speaks of any more", "The share within an agreed time: none is agreed on"]
-- reads       = ["carc", "denial", "work_event"]
-- params      = { from = "date", to = "date" }
-- left_out    = "worklist"
-- dimensions  = ["queue", "category", "payer", "payer_class", "age"]
-- measures    = [["open_cases", "count"], ["open_dollars", "dollars"], ["past_deadline", "count"], ["untouched", "count"], ["days_to_first_touch", "days"]]
-- source      = "own"

with happened as (
    select
        case_id,
        min(event_ts) as listed_ts,
        min(event_ts) filter (where not automated_flag) as touched_ts
    from work_event
    group by case_id
),

begun as (
    select
        denial.queue,
        denial.category,
        coalesce(denial.payer, 'unknown') as payer,
        coalesce(denial.payer_class, 'unknown') as payer_class,
        coalesce(denial.opened_on, cast(happened.listed_ts as date)) as begun_on,
        denial.state <> 'CLOSED' or coalesce(denial.resolved_on >= $to, false) as waits,
        denial.state <> 'CLOSED' as waits_today,
        denial.open_amount,
        denial.denied_amount,
        denial.deadline,
        denial.touched,
        happened.listed_ts,
        happened.touched_ts
    from denial
    left join happened on happened.case_id = denial.case_id
    where not denial.vanished
),

aged as (
    select
        queue,
        category,
        payer,
        payer_class,
        case
            when $to - begun_on <= 30 then '0-30'
            when $to - begun_on <= 60 then '31-60'
            when $to - begun_on <= 90 then '61-90'
            else 'over 90'
        end as age,
        waits,
        case when waits_today then open_amount else denied_amount end as open_amount,
        denied_amount,
        coalesce(deadline < $to, false) as is_late,
        -- Touched by nobody under this key, it was touched under another one.
        coalesce(cast(touched_ts as date) < $to, touched) as is_touched,
        case
            when cast(touched_ts as date) >= $from and cast(touched_ts as date) < $to
                then cast(touched_ts as date) - cast(listed_ts as date)
        end as days
    from begun
    where begun_on < $to
),

measured as (
    select
        'open_cases' as measure,
        queue,
        category,
        payer,
        payer_class,
        age,
        cast(count(*) filter (where waits) as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from aged
    group by queue, category, payer, payer_class, age
    union all
    select
        'open_dollars' as measure,
        queue,
        category,
        payer,
        payer_class,
        age,
        cast(coalesce(sum(open_amount) filter (where waits), 0) as decimal(38, 2)) as numerator,
        cast(sum(denied_amount) as decimal(38, 2)) as denominator
    from aged
    group by queue, category, payer, payer_class, age
    union all
    select
        'past_deadline' as measure,
        queue,
        category,
        payer,
        payer_class,
        age,
        cast(count(*) filter (where is_late) as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from aged
    where waits
    group by queue, category, payer, payer_class, age
    union all
    select
        'untouched' as measure,
        queue,
        category,
        payer,
        payer_class,
        age,
        cast(count(*) filter (where not is_touched) as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from aged
    where waits
    group by queue, category, payer, payer_class, age
    union all
    select
        'days_to_first_touch' as measure,
        queue,
        category,
        payer,
        payer_class,
        age,
        cast(days as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from aged
    where days is not null
    group by queue, category, payer, payer_class, age, days
)

select
    queue,
    category,
    payer,
    payer_class,
    age,
    measure,
    numerator,
    denominator,
    'measured' as basis
from measured
order by measure, queue, category, payer, payer_class, age
