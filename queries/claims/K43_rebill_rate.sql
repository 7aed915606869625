-- id          = "K43"
-- kpi         = "rebill_rate"
-- title       = "Rebill rate"
-- purpose     = "The share of submitted claims that repeat, replace or void an earlier one."
-- grain       = "payer x payer class x claim form x month of submission"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "Claims that are no first submission; of them the replacements, the voids, and those sent again."
-- denominator = "Claims that were submitted."
-- includes    = ["Replacements and voids whose original is not here"]
-- excludes    = ["Claims to a second payer: they are first submissions there"]
-- reads       = ["claim", "payer", "unit"]
-- params      = { from = "date", to = "date" }
-- left_out    = "sent"
-- dimensions  = ["payer", "payer_class", "claim_form", "month"]
-- measures    = [["claims", "count"], ["replacements", "count"], ["voids", "count"], ["sent_again", "count"]]
-- source      = "own; X12 005010X222A1 CLM05-3"

with counted as (
    select
        payer,
        payer_class,
        claim_form,
        month,
        count(*) as claims,
        count(*) filter (where kind <> 'first') as rebilled,
        count(*) filter (where kind = 'replacement') as replacements,
        count(*) filter (where kind = 'void') as voids,
        count(*) filter (where kind = 'sent_again') as sent_again
    from sent_claim
    where submitted_on >= $from
        and submitted_on < $to
    group by payer, payer_class, claim_form, month
),

measure as (
    select column1 as measure
    from (values ('claims'), ('replacements'), ('voids'), ('sent_again'))
)

select
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'claims' then counted.rebilled
            when 'replacements' then counted.replacements
            when 'voids' then counted.voids
            else counted.sent_again
        end as decimal(38, 2)
    ) as numerator,
    cast(counted.claims as decimal(38, 2)) as denominator,
    'measured' as basis
from counted
cross join measure
order by
    measure.measure,
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month
