-- id          = "K35"
-- kpi         = "line_denial_rate"
-- title       = "Line-level denial rate"
-- purpose     = "The share of service lines, and of their dollars, that payers refused when they first answered."
-- grain       = "procedure x payer x payer class x payer's order x month of the first answer"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "Lines denied in whole or in part; their denied dollars."
-- denominator = "Lines of first adjudications; their charges."
-- includes    = ["Lines of the claims that K33 counts", "Lines denied with patient share, and bundled ones"]
-- excludes    = ["What K33 excludes", "Lines that are pended or unprocessable by themselves", "Duplicate lines (CARC 18, B13, or remarks that say so)", "Adjustments of the claim that belong to no line"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["hcpcs_code", "payer", "payer_class", "payer_order", "month"]
-- measures    = [["lines", "count"], ["denied_dollars", "dollars"]]
-- source      = "HFMA Claim Integrity Task Force: line level is best practice"

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

duplicate_line as (
    select
        doc_id,
        clp_ordinal,
        svc_ordinal,
        true as is_duplicate
    from remit_adjustment
    where class = 'denial' and svc_ordinal is not null
    group by doc_id, clp_ordinal, svc_ordinal
    having bool_and(says_duplicate)
),

counted as (
    select
        line.hcpcs_code,
        first_answer.payer,
        first_answer.payer_class,
        first_answer.payer_order,
        first_answer.month,
        count(*) as lines,
        count(*) filter (
            where line.outcome in (
                'bundled', 'denied', 'denied_with_patient_share', 'partial_denial'
            )
        ) as denied_lines,
        sum(line.charge_amount) as charges,
        sum(line.denied_amount) as denied_dollars
    from first_answer
    inner join remit_line as line
        on line.doc_id = first_answer.doc_id
        and line.clp_ordinal = first_answer.clp_ordinal
    left join duplicate_line as duplicate
        on duplicate.doc_id = line.doc_id
        and duplicate.clp_ordinal = line.clp_ordinal
        and duplicate.svc_ordinal = line.svc_ordinal
    where line.outcome not in ('pended', 'unprocessable')
        and not (coalesce(duplicate.is_duplicate, false) and line.paid_amount = 0)
    group by
        line.hcpcs_code,
        first_answer.payer,
        first_answer.payer_class,
        first_answer.payer_order,
        first_answer.month
),

measure as (
    select column1 as measure
    from (values ('lines'), ('denied_dollars'))
)

select
    counted.hcpcs_code,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'lines' then counted.denied_lines
            else counted.denied_dollars
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'lines' then counted.lines
            else counted.charges
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
order by
    measure.measure,
    counted.hcpcs_code,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month
