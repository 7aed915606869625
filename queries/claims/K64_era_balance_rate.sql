-- id          = "K64"
-- kpi         = "era_balance_rate"
-- title       = "ERA balance and match rates"
-- purpose     = "The share of remittances that add up, and of their claims that meet a submitted one."
-- grain       = "payer x payer class x month of the check"
-- unit        = "ratio"
-- better      = "higher"
-- numerator   = "835s that balance; their claims that balance, with all their lines; their claims that a submitted claim was found for."
-- denominator = "835s; their claims."
-- includes    = ["Payments that are none (NON)", "Reversals"]
-- excludes    = ["Posting: that is K63"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "provider_level_adjustment", "remit_adjustment", "remit_claim", "remit_line", "remit_payment"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["payer", "payer_class", "month"]
-- measures    = [["payments", "count"], ["claims", "count"], ["matched", "count"]]
-- source      = "X12 TR3 005010X221A1 1.10.2.1: balancing at three levels"

with payment as (
    select
        doc_id,
        payer_name as payer,
        payer_class,
        balanced_flag,
        cast(date_trunc('month', check_date) as date) as month
    from remit_payment
    where check_date >= $from
        and check_date < $to
),

line as (
    select
        doc_id,
        clp_ordinal,
        bool_and(balanced) as balanced
    from remit_line
    group by doc_id, clp_ordinal
),

claim as (
    select
        claim.doc_id,
        count(*) as claims,
        count(*) filter (
            where abs(claim.charge_amount - coalesce(amount.adjusted_amount, 0) - claim.paid_amount)
                    <= 0.01
                and coalesce(line.balanced, true)
        ) as balanced,
        count(link.submitted_doc_id) as matched
    from told_claim as claim
    left join claim_amount as amount
        on amount.doc_id = claim.doc_id
        and amount.clp_ordinal = claim.clp_ordinal
    left join line
        on line.doc_id = claim.doc_id
        and line.clp_ordinal = claim.clp_ordinal
    left join claim_link as link
        on link.doc_id = claim.doc_id
        and link.clp_ordinal = claim.clp_ordinal
    group by claim.doc_id
),

counted as (
    select
        coalesce(payment.payer, 'unknown') as payer,
        payment.payer_class,
        payment.month,
        count(*) as payments,
        count(*) filter (where payment.balanced_flag) as balanced_payments,
        coalesce(sum(claim.claims), 0) as claims,
        coalesce(sum(claim.balanced), 0) as balanced_claims,
        coalesce(sum(claim.matched), 0) as matched_claims
    from payment
    left join claim on claim.doc_id = payment.doc_id
    group by coalesce(payment.payer, 'unknown'), payment.payer_class, payment.month
),

measure as (
    select column1 as measure
    from (values ('payments'), ('claims'), ('matched'))
)

select
    counted.payer,
    counted.payer_class,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'payments' then counted.balanced_payments
            when 'claims' then counted.balanced_claims
            else counted.matched_claims
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'payments' then counted.payments
            else counted.claims
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
order by measure.measure, counted.payer, counted.payer_class, counted.month
