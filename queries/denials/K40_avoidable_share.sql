-- id          = "K40"
-- kpi         = "avoidable_share"
-- title       = "Avoidable denials"
-- purpose     = "The share of initial denials, and of their dollars, that our own work could have prevented."
-- grain       = "department x category x payer x payer class x payer's order x month of the denial"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "Cases whose reason is avoidable; their denied dollars; cases whose reason is partly avoidable."
-- denominator = "Initial denials; their denied dollars."
-- includes    = ["Cases that a payer's first adjudication of the claim opened, also where another took their place", "The reason that leads: the largest amount's"]
-- excludes    = ["Rejections, and claims that were never decided (MA130)", "Cases that nothing speaks of any more"]
-- reads       = ["carc", "denial", "work_event"]
-- params      = { from = "date", to = "date" }
-- left_out    = "denials"
-- dimensions  = ["dept", "category", "payer", "payer_class", "payer_order", "month"]
-- measures    = [["cases", "count"], ["dollars", "dollars"], ["partly", "count"]]
-- source      = "own; which reasons are avoidable, and whose they are: `carc`"

with denied as (
    select
        coalesce(dept, 'unknown') as dept,
        category,
        coalesce(payer, 'unknown') as payer,
        coalesce(payer_class, 'unknown') as payer_class,
        payer_order,
        cast(date_trunc('month', opened_on) as date) as month,
        coalesce(avoidable, 'no') as avoidable,
        denied_amount
    from denial
    where kind = 'denial'
        and is_initial
        and not vanished
        and opened_on >= $from
        and opened_on < $to
),

counted as (
    select
        dept,
        category,
        payer,
        payer_class,
        payer_order,
        month,
        count(*) as cases,
        count(*) filter (where avoidable = 'yes') as avoidable_cases,
        count(*) filter (where avoidable = 'partly') as partly_cases,
        sum(denied_amount) as dollars,
        coalesce(sum(denied_amount) filter (where avoidable = 'yes'), 0) as avoidable_dollars
    from denied
    group by dept, category, payer, payer_class, payer_order, month
),

measure as (
    select column1 as measure
    from (values ('cases'), ('dollars'), ('partly'))
)

select
    counted.dept,
    counted.category,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'cases' then counted.avoidable_cases
            when 'dollars' then counted.avoidable_dollars
            else counted.partly_cases
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'dollars' then counted.dollars
            else counted.cases
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
order by
    measure.measure,
    counted.dept,
    counted.category,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month
