-- id          = "K67"
-- kpi         = "take_back_rate"
-- title       = "Take-back rate"
-- purpose     = "How much of what they paid payers took back: by reversals that were not made good, and by recoveries that name no reversed claim."
-- grain       = "payer x payer class x month of the check"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "Both; what reversals took, less what was paid in their place within 30 days; what provider's adjustments recovered (WO, WU, WW)."
-- denominator = "Dollars paid on claims."
-- includes    = ["Reversals of answers that are not here", "The month in which the money was taken", "Recoveries that are put off and collected later: both signs, so one loss"]
-- excludes    = ["Reversals that our own replacement or void asked for", "Recoveries that collect what a reversal took", "Balances carried forward (FB): they are taken later, or were taken before", "Predeterminations"]
-- reads       = ["claim", "claim_ack", "link_decision", "payer", "plb", "provider_level_adjustment", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "unit"]
-- params      = { from = "date", to = "date" }
-- left_out    = "takebacks"
-- dimensions  = ["payer", "payer_class", "month"]
-- measures    = [["taken_back", "dollars"], ["reversed", "dollars"], ["recouped", "dollars"]]
-- source      = "own; X12 RFI 1082, 1386"

with payment as (
    select
        doc_id,
        coalesce(payer_name, 'unknown') as payer,
        payer_class,
        cast(date_trunc('month', check_date) as date) as month
    from remit_payment
    where check_date >= $from
        and check_date < $to
),

moved as (
    select
        doc_id,
        greatest(taken_amount - corrected_amount, 0) as reversed_amount,
        0 as recouped_amount,
        0 as paid_amount
    from taken_payment
    where not is_asked
    union all
    select
        doc_id,
        0 as reversed_amount,
        amount as recouped_amount,
        0 as paid_amount
    from recouped_payment
    where not collects_reversal
    union all
    select
        doc_id,
        0 as reversed_amount,
        0 as recouped_amount,
        paid_amount
    from told_claim
    where claim_status_code not in ('22', '25')
),

counted as (
    select
        payment.payer,
        payment.payer_class,
        payment.month,
        sum(moved.reversed_amount) as reversed_amount,
        sum(moved.recouped_amount) as recouped_amount,
        sum(moved.paid_amount) as paid_amount
    from payment
    inner join moved on moved.doc_id = payment.doc_id
    group by payment.payer, payment.payer_class, payment.month
),

measure as (
    select column1 as measure
    from (values ('taken_back'), ('reversed'), ('recouped'))
)

select
    counted.payer,
    counted.payer_class,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'taken_back' then counted.reversed_amount + counted.recouped_amount
            when 'reversed' then counted.reversed_amount
            else counted.recouped_amount
        end as decimal(38, 2)
    ) as numerator,
    cast(counted.paid_amount as decimal(38, 2)) as denominator,
    'measured' as basis
from counted
cross join measure
order by measure.measure, counted.payer, counted.payer_class, counted.month
