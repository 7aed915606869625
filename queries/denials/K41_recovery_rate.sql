-- id          = "K41"
-- kpi         = "recovery_rate"
-- title       = "Denial recovery rate"
-- purpose     = "How much came back of what denials withheld, once they ended."
-- grain       = "category x payer x payer class x payer's order x month of the ending"
-- unit        = "ratio"
-- better      = "higher"
-- numerator   = "Dollars that came back."
-- denominator = "Dollars that were expected of what was denied (estimated); dollars that were denied."
-- includes    = ["Denials that ended, also those that a later answer opened", "Claims that were never decided (MA130) and were then paid"]
-- excludes    = ["Rejections and other cases without dollars", "Cases that ended because the payer refuses for another reason now: their dollars are the new case's", "Cases that nothing speaks of any more"]
-- reads       = ["carc", "denial", "work_event"]
-- params      = { from = "date", to = "date" }
-- left_out    = "recoveries"
-- dimensions  = ["category", "payer", "payer_class", "payer_order", "month"]
-- measures    = [["of_expected", "dollars"], ["of_denied", "dollars"]]
-- source      = "own; recovered over expected allowed. What is allowed is estimated as a share of the charge"

with resolved as (
    select
        category,
        coalesce(payer, 'unknown') as payer,
        coalesce(payer_class, 'unknown') as payer_class,
        payer_order,
        cast(date_trunc('month', resolved_on) as date) as month,
        sum(recovered_amount) as recovered,
        sum(expected_amount) as expected,
        sum(denied_amount) as denied
    from denial
    where kind in ('denial', 'unprocessable')
        and not vanished
        and coalesce(resolved_as, '') <> 'superseded'
        and resolved_on >= $from
        and resolved_on < $to
    group by
        category,
        coalesce(payer, 'unknown'),
        coalesce(payer_class, 'unknown'),
        payer_order,
        cast(date_trunc('month', resolved_on) as date)
),

measure as (
    select column1 as measure
    from (values ('of_expected'), ('of_denied'))
)

select
    resolved.category,
    resolved.payer,
    resolved.payer_class,
    resolved.payer_order,
    resolved.month,
    measure.measure,
    cast(resolved.recovered as decimal(38, 2)) as numerator,
    cast(
        case measure.measure
            when 'of_expected' then resolved.expected
            else resolved.denied
        end as decimal(38, 2)
    ) as denominator,
    case measure.measure
        when 'of_expected' then 'estimated'
        else 'measured'
    end as basis
from resolved
cross join measure
order by
    measure.measure,
    resolved.category,
    resolved.payer,
    resolved.payer_class,
    resolved.payer_order,
    resolved.month
