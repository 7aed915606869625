-- id          = "K62"
-- kpi         = "payer_turnaround"
-- title       = "Payer turnaround"
-- purpose     = "How many days payers take to answer: from our submission, and from the day they say they got it; and how often that is later than they may."
-- grain       = "payer x payer class x payer's order x month of the first answer x days"
-- unit        = "days"
-- better      = "lower"
-- numerator   = "Days from the submission that was found for the claim to the check; days from receipt (DTM*050) to the check; claims answered later than their payer's prompt_pay_days after receipt."
-- denominator = "First adjudications whose submission is here; those that tell the day of receipt; those of them whose payer has such days in payer_config.csv."
-- includes    = ["The claims that K33 counts", "The value of days is the median", "The prompt-pay days that hold on the day of receipt"]
-- excludes    = ["What K33 excludes", "Claims of which the first day is not known: the denominators tell how many are", "Whether a late claim was clean: payers do not say"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "payer_config", "rarc", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["days_from_submission", "days"], ["days_from_receipt", "days"], ["paid_late", "count"]]
-- source      = "own; X12 TR3 005010X221A1 DTM*050"

with first_answer as (
    select
        answer.payer_name as payer,
        answer.payer_class,
        answer.payer_order,
        cast(date_trunc('month', answer.check_date) as date) as month,
        answer.check_date
            - cast(coalesce(submission.submitted_ts, submission.event_time) as date) as from_submission,
        answer.check_date - answer.received_date as from_receipt,
        term.prompt_pay_days
    from remit_claim as answer
    left join claim as submission
        on submission.doc_id = answer.submitted_doc_id
        and submission.clm_ordinal = answer.submitted_clm_ordinal
    left join payer_identity as identity
        on identity.id_type = answer.payer_id_kind
        and identity.payer_id = answer.payer_id
    left join payer_term as term
        on term.payer
            = coalesce(identity.payer_name, answer.payer_id_kind || ' ' || answer.payer_id)
        and answer.received_date >= term.eff_from
        and answer.received_date < term.eff_to
    where answer.is_first_adjudication
        and answer.standing = 'adjudicated'
        and answer.payer_order in ('primary', 'unknown')
        and answer.check_date >= $from
        and answer.check_date < $to
),

-- One row per number of days: medians of parts do not add up, but these do.
counted as (
    select
        payer,
        payer_class,
        payer_order,
        month,
        'days_from_submission' as measure,
        from_submission as numerator,
        count(*) as denominator
    from first_answer
    where from_submission is not null
    group by payer, payer_class, payer_order, month, from_submission
    union all
    select
        payer,
        payer_class,
        payer_order,
        month,
        'days_from_receipt' as measure,
        from_receipt as numerator,
        count(*) as denominator
    from first_answer
    where from_receipt is not null
    group by payer, payer_class, payer_order, month, from_receipt
    union all
    select
        payer,
        payer_class,
        payer_order,
        month,
        'paid_late' as measure,
        count(*) filter (where from_receipt > prompt_pay_days) as numerator,
        count(*) as denominator
    from first_answer
    where from_receipt is not null and prompt_pay_days is not null
    group by payer, payer_class, payer_order, month
)

select
    payer,
    payer_class,
    payer_order,
    month,
    measure,
    cast(numerator as decimal(38, 2)) as numerator,
    cast(denominator as decimal(38, 2)) as denominator,
    case measure when 'paid_late' then 'config' else 'measured' end as basis
from counted
order by measure, payer, payer_class, payer_order, month
