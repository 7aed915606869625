-- id          = "K38"
-- kpi         = "denial_days"
-- title       = "Days from denial to appeal and to the end"
-- purpose     = "How many days pass from an initial denial until it is appealed, and until it ends."
-- grain       = "category x payer x payer class x payer's order x month of the ending x days"
-- unit        = "days"
-- better      = "lower"
-- numerator   = "Days from the denial to its first appeal; to its end."
-- denominator = "Initial denials that ended and were appealed; all that ended."
-- includes    = ["The cases that K37 counts, by the same day", "The value is the median"]
-- excludes    = ["What K37 excludes", "Cases whose first day is not known"]
-- reads       = ["carc", "denial", "work_event"]
-- params      = { from = "date", to = "date" }
-- left_out    = "resolutions"
-- dimensions  = ["category", "payer", "payer_class", "payer_order", "month"]
-- measures    = [["days_to_appeal", "days"], ["days_to_resolution", "days"]]
-- source      = "HFMA Claim Integrity Task Force, time from initial denial to appeal, and to resolution"

with resolved as (
    select
        denial.category,
        coalesce(denial.payer, 'unknown') as payer,
        coalesce(denial.payer_class, 'unknown') as payer_class,
        denial.payer_order,
        cast(date_trunc('month', denial.resolved_on) as date) as month,
        appeal.filed_on - denial.opened_on as to_appeal,
        denial.resolved_on - denial.opened_on as to_resolution
    from denial
    left join appeal
        on appeal.case_id = denial.case_id
        and appeal.level = 1
    where denial.kind = 'denial'
        and denial.is_initial
        and not denial.vanished
        and coalesce(denial.resolved_as, '') <> 'superseded'
        and denial.resolved_on >= $from
        and denial.resolved_on < $to
),

taken as (
    select
        'days_to_appeal' as measure,
        category,
        payer,
        payer_class,
        payer_order,
        month,
        to_appeal as days
    from resolved
    union all
    select
        'days_to_resolution' as measure,
        category,
        payer,
        payer_class,
        payer_order,
        month,
        to_resolution as days
    from resolved
)

-- One row per number of days: medians of parts do not add up, but these do.
select
    category,
    payer,
    payer_class,
    payer_order,
    month,
    measure,
    cast(days as decimal(38, 2)) as numerator,
    cast(count(*) as decimal(38, 2)) as denominator,
    'measured' as basis
from taken
where days is not null
group by category, payer, payer_class, payer_order, month, measure, days
order by measure, category, payer, payer_class, payer_order, month
