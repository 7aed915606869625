-- id          = "K32"
-- kpi         = "first_pass_resolution"
-- title       = "First-pass resolution rate"
-- purpose     = "The share of claims that were settled the first time they were sent: paid, or left to the patient, with nothing refused."
-- grain       = "payer x payer class x payer's order x month of the first answer"
-- unit        = "ratio"
-- better      = "higher"
-- numerator   = "First adjudications that pay or leave the patient's share, refuse nothing, and answer a first submission that nobody rejected; their charges."
-- denominator = "First adjudications; their charges."
-- includes    = ["The claims that K33 counts", "Claims whose submission is not here: the answer alone tells"]
-- excludes    = ["What K33 excludes", "First-pass yield in dollars: what contracts allow is not known here"]
-- reads       = ["ack", "carc", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["claims", "count"], ["charges", "dollars"]]
-- source      = "own; HFMA's clean claim is another one (K30)"

with first_answer as (
    select
        answer.payer_name as payer,
        answer.payer_class,
        answer.payer_order,
        cast(date_trunc('month', answer.check_date) as date) as month,
        answer.charge_amount,
        answer.outcome in ('paid', 'patient_share_only')
            and answer.denied_amount = 0
            and (
                answer.link_confidence is null
                or (
                    coalesce(submission.is_first, false)
                    and not coalesce(acknowledged.was_rejected, false)
                    and not coalesce(acknowledged.file_rejected, false)
                )
            ) as is_resolved
    from remit_claim as answer
    left join first_submission as submission
        on submission.doc_id = answer.submitted_doc_id
        and submission.clm_ordinal = answer.submitted_clm_ordinal
    left join acknowledged_claim as acknowledged
        on acknowledged.doc_id = answer.submitted_doc_id
        and acknowledged.clm_ordinal = answer.submitted_clm_ordinal
    where answer.is_first_adjudication
        and answer.standing = 'adjudicated'
        and answer.payer_order in ('primary', 'unknown')
        and answer.check_date >= $from
        and answer.check_date < $to
),

counted as (
    select
        payer,
        payer_class,
        payer_order,
        month,
        count(*) as claims,
        count(*) filter (where is_resolved) as resolved_claims,
        sum(charge_amount) as charges,
        coalesce(sum(charge_amount) filter (where is_resolved), 0) as resolved_charges
    from first_answer
    group by payer, payer_class, payer_order, month
),

measure as (
    select column1 as measure
    from (values ('claims'), ('charges'))
)

select
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'claims' then counted.resolved_claims
            else counted.resolved_charges
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'claims' then counted.claims
            else counted.charges
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
order by
    measure.measure,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month
