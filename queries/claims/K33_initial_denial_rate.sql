-- id          = "K33"
-- kpi         = "initial_denial_rate"
-- title       = "Initial denial rate"
-- purpose     = "The share of claims, and of dollars, that payers refused when they first answered."
-- grain       = "payer x payer class x payer's order x month of the first answer"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "First adjudications with denied dollars; their denied dollars; their charges."
-- denominator = "First adjudications; their charges."
-- includes    = ["The first adjudication per claim and payer, by check date", "Primary payers, and those whose order nobody told (payer_order = unknown)", "Denials shifted to the patient"]
-- excludes    = ["Reversals, predeterminations, forwarded and pended claims", "Duplicates (CARC 18, B13, or remarks that say so)", "Voids", "MA130 (never decided)", "Contractual adjustments and patient share"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["claims", "count"], ["denied_dollars", "dollars"], ["gross_of_denied", "dollars"]]
-- source      = "HFMA Claim Integrity Task Force, initial denial rate, by volume and by dollars; cut by adjudication month"

with first_answer as (
    select
        answer.payer_id_kind,
        answer.payer_id,
        answer.known_payer_name,
        answer.payer_class,
        answer.payer_order,
        answer.check_date,
        answer.charge_amount,
        answer.denied_amount
    from later_answer as later
    right anti join remit_answer as answer
        on answer.doc_id = later.doc_id
        and answer.clp_ordinal = later.clp_ordinal
    where answer.standing = 'adjudicated'
        and answer.payer_order in ('primary', 'unknown')
        and answer.check_date >= $from
        and answer.check_date < $to
),

counted as (
    select
        payer_id_kind,
        payer_id,
        known_payer_name,
        payer_class,
        payer_order,
        cast(date_trunc('month', check_date) as date) as month,
        count(*) as claims,
        count(*) filter (where denied_amount > 0) as denied_claims,
        sum(charge_amount) as charges,
        sum(denied_amount) as denied_dollars,
        coalesce(sum(charge_amount) filter (where denied_amount > 0), 0) as charges_of_denied
    from first_answer
    group by
        payer_id_kind,
        payer_id,
        known_payer_name,
        payer_class,
        payer_order,
        cast(date_trunc('month', check_date) as date)
),

named as (
    select
        coalesce(counted.known_payer_name, seen.payer_name, counted.payer_id) as payer,
        counted.payer_class,
        counted.payer_order,
        counted.month,
        sum(counted.claims) as claims,
        sum(counted.denied_claims) as denied_claims,
        sum(counted.charges) as charges,
        sum(counted.denied_dollars) as denied_dollars,
        sum(counted.charges_of_denied) as charges_of_denied
    from counted
    left join payer_seen as seen
        on seen.payer_id_kind = counted.payer_id_kind
        and seen.payer_id = counted.payer_id
    group by
        coalesce(counted.known_payer_name, seen.payer_name, counted.payer_id),
        counted.payer_class,
        counted.payer_order,
        counted.month
),

measure as (
    select column1 as measure
    from (values ('claims'), ('denied_dollars'), ('gross_of_denied'))
)

select
    named.payer,
    named.payer_class,
    named.payer_order,
    named.month,
    measure.measure,
    cast(
        case measure.measure
            when 'claims' then named.denied_claims
            when 'denied_dollars' then named.denied_dollars
            else named.charges_of_denied
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'claims' then named.claims
            else named.charges
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from named
cross join measure
order by measure.measure, named.payer, named.payer_class, named.payer_order, named.month
