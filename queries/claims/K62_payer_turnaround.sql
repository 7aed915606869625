-- id          = "K62"
-- kpi         = "payer_turnaround"
-- title       = "Payer turnaround"
-- purpose     = "How many days payers take to answer: from our submission, and from the day they say they got it."
-- grain       = "payer x payer class x payer's order x month of the first answer x days"
-- unit        = "days"
-- better      = "lower"
-- numerator   = "Days from the submission that was found for the claim to the check; days from receipt (DTM*050) to the check."
-- denominator = "First adjudications whose submission is here; those that tell the day of receipt."
-- includes    = ["The claims that K33 counts", "The value is the median"]
-- excludes    = ["What K33 excludes", "Claims of which the first day is not known: the denominators tell how many are", "The share that is paid late: how many days a payer may take is not known here"]
-- reads       = ["carc", "claim", "claim_ack", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["days_from_submission", "days"], ["days_from_receipt", "days"]]
-- source      = "own; X12 TR3 005010X221A1 DTM*050"

with first_answer as (
    select
        answer.payer_name as payer,
        answer.payer_class,
        answer.payer_order,
        cast(date_trunc('month', answer.check_date) as date) as month,
        answer.check_date
            - cast(coalesce(submission.submitted_ts, submission.event_time) as date) as from_submission,
        answer.check_date - answer.received_date as from_receipt
    from remit_claim as answer
    left join claim as submission
        on submission.doc_id = answer.submitted_doc_id
        and submission.clm_ordinal = answer.submitted_clm_ordinal
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
        from_submission as days,
        count(*) as claims
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
        from_receipt as days,
        count(*) as claims
    from first_answer
    where from_receipt is not null
    group by payer, payer_class, payer_order, month, from_receipt
)

select
    payer,
    payer_class,
    payer_order,
    month,
    measure,
    cast(days as decimal(38, 2)) as numerator,
    cast(claims as decimal(38, 2)) as denominator,
    'measured' as basis
from counted
order by measure, payer, payer_class, payer_order, month
