-- id          = "K37"
-- kpi         = "overturn_rate"
-- title       = "Denial overturn rate and appeal success"
-- purpose     = "The share of initial denials that came back, and of appeals that payers decided for us."
-- grain       = "category x payer x payer class x payer's order x level of the appeal x month of the ending"
-- unit        = "ratio"
-- better      = "higher"
-- numerator   = "Cases that were overturned, as a whole or in part; what was recovered of them all; appeals decided for us, as a whole or in part."
-- denominator = "Initial denials that ended; their denied dollars; appeals that were decided."
-- includes    = ["Cases that a payer's first adjudication of the claim opened", "Endings that an answer of the payer made, by its check date, and those that people made, by their day", "A case of which a part came back, once the rest is closed", "Appeals by the day of the decision, whether or not their case ended; those of later denials too"]
-- excludes    = ["Cases that ended because the payer refuses for another reason now (superseded)", "Rejections, and claims that were never decided (MA130)", "Cases that nothing speaks of any more", "Appeals of cases that ended without a decision"]
-- reads       = ["carc", "denial", "work_event"]
-- params      = { from = "date", to = "date" }
-- left_out    = "resolutions"
-- dimensions  = ["category", "payer", "payer_class", "payer_order", "level", "month"]
-- measures    = [["cases", "count"], ["dollars", "dollars"], ["appeals", "count"]]
-- source      = "HFMA Claim Integrity Task Force, denials overturned, by volume and charges; denial_rules 4.0"

with resolved as (
    select
        category,
        coalesce(payer, 'unknown') as payer,
        coalesce(payer_class, 'unknown') as payer_class,
        payer_order,
        cast(date_trunc('month', resolved_on) as date) as month,
        resolved_as in ('overturned', 'partially_overturned') as is_won,
        recovered_amount,
        denied_amount
    from denial
    where kind = 'denial'
        and is_initial
        and not vanished
        and coalesce(resolved_as, '') <> 'superseded'
        and resolved_on >= $from
        and resolved_on < $to
),

decided as (
    select
        denial.category,
        coalesce(denial.payer, 'unknown') as payer,
        coalesce(denial.payer_class, 'unknown') as payer_class,
        denial.payer_order,
        cast(appeal.level as varchar) as level,
        cast(date_trunc('month', appeal.decided_on) as date) as month,
        appeal.decision in ('overturned', 'partially_overturned') as is_won
    from appeal
    inner join denial on denial.case_id = appeal.case_id
    where appeal.decision in ('overturned', 'partially_overturned', 'upheld')
        and not denial.vanished
        and appeal.decided_on >= $from
        and appeal.decided_on < $to
),

measured as (
    select
        'cases' as measure,
        category,
        payer,
        payer_class,
        payer_order,
        cast(null as varchar) as level,
        month,
        cast(count(*) filter (where is_won) as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from resolved
    group by category, payer, payer_class, payer_order, month
    union all
    select
        'dollars' as measure,
        category,
        payer,
        payer_class,
        payer_order,
        cast(null as varchar) as level,
        month,
        cast(sum(recovered_amount) as decimal(38, 2)) as numerator,
        cast(sum(denied_amount) as decimal(38, 2)) as denominator
    from resolved
    group by category, payer, payer_class, payer_order, month
    union all
    select
        'appeals' as measure,
        category,
        payer,
        payer_class,
        payer_order,
        level,
        month,
        cast(count(*) filter (where is_won) as decimal(38, 2)) as numerator,
        cast(count(*) as decimal(38, 2)) as denominator
    from decided
    group by category, payer, payer_class, payer_order, level, month
)

select
    category,
    payer,
    payer_class,
    payer_order,
    level,
    month,
    measure,
    numerator,
    denominator,
    'measured' as basis
from measured
order by measure, category, payer, payer_class, payer_order, level, month
