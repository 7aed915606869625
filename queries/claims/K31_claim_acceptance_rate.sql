-- id          = "K31"
-- kpi         = "claim_acceptance_rate"
-- title       = "Claim acceptance rate"
-- purpose     = "The share of claims that payers took into adjudication, of those they gave a last word on."
-- grain       = "payer x payer class x claim form x month of submission"
-- unit        = "ratio"
-- better      = "higher"
-- numerator   = "First submissions whose last 277CA outcome is accepted; those that nobody acknowledged two business days later; sets that a 999 accepted."
-- denominator = "First submissions with an outcome; first submissions that are two business days old; sets that a 999 answered."
-- includes    = ["The payer's report before the clearinghouse's", "A2 as accepted, A3, A6, A7 and A8 as rejected"]
-- excludes    = ["Replacements, voids, and claims sent again", "A1 and A0, which say only that a claim is there"]
-- reads       = ["ack", "claim", "claim_ack", "link_decision", "payer", "remit_claim", "unit"]
-- params      = { from = "date", to = "date" }
-- left_out    = "submissions"
-- dimensions  = ["payer", "payer_class", "claim_form", "month"]
-- measures    = [["claims", "count"], ["unacknowledged", "count"], ["sets_999", "count"]]
-- source      = "X12 005010X214; HFMA has no key of its own for it"

with submission as (
    select
        doc_id,
        clm_ordinal,
        unit_id,
        submitted_on,
        payer,
        payer_class,
        claim_form,
        month
    from counted_submission
    where submitted_on >= $from
        and submitted_on < $to
),

-- How far acknowledgments are known: what was sent later can't be missed yet.
reported as (
    select cast(max(coalesce(reported_ts, event_time)) as date) as through
    from ack_status
),

claim_answer as (
    select
        submission.payer,
        submission.payer_class,
        submission.claim_form,
        submission.month,
        acknowledged.outcome,
        not coalesce(acknowledged.is_acknowledged, false) as unanswered,
        -- Two business days after the submission, weekends left out.
        coalesce(
            submission.submitted_on + cast(
                case cast(date_part('dow', submission.submitted_on) as int)
                    when 4 then '4 days'
                    when 5 then '4 days'
                    when 6 then '3 days'
                    else '2 days'
                end as interval
            ) <= reported.through,
            false
        ) as is_due
    from submission
    cross join reported
    left join acknowledged_claim as acknowledged
        on acknowledged.doc_id = submission.doc_id
        and acknowledged.clm_ordinal = submission.clm_ordinal
),

-- A set has many claims: it counts with the payer, form and month of its first. What a 999 says of a group
-- holds for its sets where it says nothing of them.
answered_set as (
    select
        answered_unit_id as unit_id,
        coalesce(
            bool_and(outcome = 'accepted') filter (where level = 'set'),
            bool_and(outcome = 'accepted') filter (
                where level = 'group' and outcome in ('accepted', 'rejected')
            )
        ) as accepted
    from answered_unit
    where level in ('set', 'group') and outcome is not null
    group by answered_unit_id
),

sent_set as (
    select
        unit_id,
        first_value(payer order by clm_ordinal) as payer,
        first_value(payer_class order by clm_ordinal) as payer_class,
        first_value(claim_form order by clm_ordinal) as claim_form,
        first_value(month order by clm_ordinal) as month
    from submission
    group by unit_id
),

counted as (
    select
        payer,
        payer_class,
        claim_form,
        month,
        count(*) filter (where outcome = 'accepted') as accepted,
        count(*) filter (where outcome in ('accepted', 'rejected')) as decided,
        count(*) filter (where unanswered and is_due) as unanswered,
        count(*) filter (where is_due) as due,
        0 as accepted_sets,
        0 as answered_sets
    from claim_answer
    group by payer, payer_class, claim_form, month
    union all
    select
        sent_set.payer,
        sent_set.payer_class,
        sent_set.claim_form,
        sent_set.month,
        0 as accepted,
        0 as decided,
        0 as unanswered,
        0 as due,
        count(*) filter (where answered_set.accepted) as accepted_sets,
        count(*) as answered_sets
    from sent_set
    inner join answered_set on answered_set.unit_id = sent_set.unit_id
    where answered_set.accepted is not null
    group by sent_set.payer, sent_set.payer_class, sent_set.claim_form, sent_set.month
),

measure as (
    select column1 as measure
    from (values ('claims'), ('unacknowledged'), ('sets_999'))
)

select
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month,
    measure.measure,
    cast(
        sum(
            case measure.measure
                when 'claims' then counted.accepted
                when 'unacknowledged' then counted.unanswered
                else counted.accepted_sets
            end
        ) as decimal(38, 2)
    ) as numerator,
    cast(
        sum(
            case measure.measure
                when 'claims' then counted.decided
                when 'unacknowledged' then counted.due
                else counted.answered_sets
            end
        ) as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
group by
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month,
    measure.measure
order by
    measure.measure,
    counted.payer,
    counted.payer_class,
    counted.claim_form,
    counted.month
