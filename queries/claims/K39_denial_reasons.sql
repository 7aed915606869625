-- id          = "K39"
-- kpi         = "denial_reasons"
-- title       = "Denials by reason"
-- purpose     = "Which reasons payers give most, in cases and in dollars, when they first refuse."
-- grain       = "reason code x category x payer x payer class x payer's order x month of the first answer"
-- unit        = "share"
-- better      = "neither"
-- numerator   = "Cases with this reason; their denied dollars."
-- denominator = "All cases; all denied dollars."
-- includes    = ["Denials of the claims that K33 counts", "A case is a line; where the denial is of the claim as a whole, the claim", "A case with two reasons counts for each, and once among all"]
-- excludes    = ["What K33 excludes"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- always      = ["carc", "category"]
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["cases", "count"], ["denied_dollars", "dollars"]]
-- order       = "denied_dollars"
-- source      = "own; the Pareto of denial reasons"

with first_answer as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        coalesce(answer.known_payer_name, seen.payer_name, answer.payer_id) as payer,
        answer.payer_class,
        answer.payer_order,
        cast(date_trunc('month', answer.check_date) as date) as month
    from payer_seen as seen
    right join (
        later_answer as later
        right anti join remit_answer as answer
            on answer.doc_id = later.doc_id
            and answer.clp_ordinal = later.clp_ordinal
    )
        on answer.payer_id_kind = seen.payer_id_kind
        and answer.payer_id = seen.payer_id
    where answer.standing = 'adjudicated'
        and answer.payer_order in ('primary', 'unknown')
        and answer.check_date >= $from
        and answer.check_date < $to
),

denial as (
    select
        first_answer.payer,
        first_answer.payer_class,
        first_answer.payer_order,
        first_answer.month,
        adjustment.carc,
        adjustment.category,
        concat_ws(
            ' ',
            adjustment.doc_id,
            cast(adjustment.clp_ordinal as varchar),
            cast(adjustment.svc_ordinal as varchar)
        ) as denied_case,
        adjustment.amount
    from remit_adjustment as adjustment
    inner join first_answer
        on first_answer.doc_id = adjustment.doc_id
        and first_answer.clp_ordinal = adjustment.clp_ordinal
    where adjustment.class = 'denial' and adjustment.amount <> 0
),

-- The rows without a code are all reasons together: what a share is of.
counted as (
    select
        payer,
        payer_class,
        payer_order,
        month,
        carc,
        category,
        count(distinct denied_case) as cases,
        sum(amount) as denied_dollars
    from denial
    group by grouping sets (
        (payer, payer_class, payer_order, month, carc, category),
        (payer, payer_class, payer_order, month)
    )
),

measure as (
    select column1 as measure
    from (values ('cases'), ('denied_dollars'))
),

measured as (
    select
        counted.carc,
        counted.category,
        counted.payer,
        counted.payer_class,
        counted.payer_order,
        counted.month,
        measure.measure,
        cast(
            case measure.measure
                when 'cases' then counted.cases
                else counted.denied_dollars
            end as decimal(38, 2)
        ) as amount
    from counted
    cross join measure
)

select
    carc,
    category,
    payer,
    payer_class,
    payer_order,
    month,
    measure,
    case when carc is not null then amount end as numerator,
    case when carc is null then amount end as denominator,
    'measured' as basis
from measured
order by measure, carc, category, payer, payer_class, payer_order, month
