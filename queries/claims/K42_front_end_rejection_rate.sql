-- id          = "K42"
-- kpi         = "front_end_rejection_rate"
-- title       = "Front-end rejection rate"
-- purpose     = "The share of claims that were refused before anybody decided on them."
-- grain       = "payer x payer class x claim form x month of submission"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "First submissions that were refused: by a 277CA, with their file, or as unprocessable."
-- denominator = "First submissions."
-- includes    = ["Refusals by clearinghouses and by payers, also where the claim was accepted later", "MA130, which refuses a claim on the remittance without deciding on it"]
-- excludes    = ["Replacements, voids, and claims sent again"]
-- reads       = ["ack", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_claim", "remit_line", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- left_out    = "submissions"
-- dimensions  = ["payer", "payer_class", "claim_form", "month"]
-- measures    = [["claims", "count"], ["by_277ca", "count"], ["with_file", "count"], ["unprocessable", "count"]]
-- source      = "own; X12 005010X214, 005010X231A1"

with submission as (
    select
        doc_id,
        clm_ordinal,
        payer,
        payer_class,
        claim_form,
        month
    from counted_submission
    where submitted_on >= $from
        and submitted_on < $to
),

told as (
    select
        submission.payer,
        submission.payer_class,
        submission.claim_form,
        submission.month,
        coalesce(acknowledged.was_rejected, false) as by_277ca,
        coalesce(acknowledged.file_rejected, false) as with_file,
        coalesce(undecided.is_undecided, false) as unprocessable
    from submission
    left join acknowledged_claim as acknowledged
        on acknowledged.doc_id = submission.doc_id
        and acknowledged.clm_ordinal = submission.clm_ordinal
    left join undecided_claim as undecided
        on undecided.submitted_doc_id = submission.doc_id
        and undecided.submitted_clm_ordinal = submission.clm_ordinal
),

counted as (
    select
        payer,
        payer_class,
        claim_form,
        month,
        count(*) as claims,
        count(*) filter (where by_277ca or with_file or unprocessable) as refused,
        count(*) filter (where by_277ca) as by_277ca,
        count(*) filter (where with_file) as with_file,
        count(*) filter (where unprocessable) as unprocessable
    from told
    group by payer, payer_class, claim_form, month
),

measure as (
    select column1 as measure
    from (values ('claims'), ('by_277ca'), ('with_file'), ('unprocessable'))
)

select
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'claims' then counted.refused
            when 'by_277ca' then counted.by_277ca
            when 'with_file' then counted.with_file
            else counted.unprocessable
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
