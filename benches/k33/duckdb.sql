-- K33 as claimlake's views say it, in DuckDB's dialect, for the comparison in compare.py: without
-- payers.csv, tests and exclusions, which the measured lake has none of.

with refused as (
    select
        adjustment.doc_id,
        adjustment.clp_ordinal,
        coalesce(sum(adjustment.amount) filter (where coalesce(class.class, 'denial') = 'denial'), 0) as denied_amount,
        coalesce(sum(adjustment.amount) filter (where adjustment.carc in ('18', 'B13')), 0) as duplicate_amount,
        coalesce(sum(adjustment.amount) filter (where class.class = 'pended'), 0) as pended_amount
    from remit_adjustment as adjustment
    left join class on class.group_code = adjustment.group_code and class.carc = adjustment.carc
    where coalesce(class.class, 'denial') in ('denial', 'pended')
    group by adjustment.doc_id, adjustment.clp_ordinal
),

unprocessable as (
    select distinct doc_id, clp_ordinal from remit_remark where rarc = 'MA130'
),

answer as (
    select
        claim.doc_id,
        claim.clp_ordinal,
        claim.payer_id_kind || ' ' || claim.payer_id as payer_key,
        claim.payee_id,
        claim.patient_control_number,
        claim.check_date,
        claim.event_time,
        claim.charge_amount,
        claim.claim_status_code,
        coalesce(refused.denied_amount, 0) as denied_amount,
        case
            when claim.claim_status_code = '25' then 'predetermination'
            when claim.claim_status_code = '22' then 'reversal'
            when claim.claim_status_code = '23' then 'forwarded'
            when refused.pended_amount > 0 and claim.paid_amount = 0 then 'pended'
            when unprocessable.doc_id is not null and claim.paid_amount = 0 then 'unprocessable'
            when claim.frequency_code = '8' then 'void'
            when refused.denied_amount > 0 and refused.duplicate_amount = refused.denied_amount and claim.paid_amount = 0
                then 'duplicate'
            else 'adjudicated'
        end as standing
    from remit_claim as claim
    left join refused using (doc_id, clp_ordinal)
    left join unprocessable using (doc_id, clp_ordinal)
),

again as (
    select payer_key, payee_id, patient_control_number
    from answer
    group by payer_key, payee_id, patient_control_number
    having count(*) > 1
),

later as (
    select doc_id, clp_ordinal
    from (
        select
            answer.doc_id,
            answer.clp_ordinal,
            row_number() over (
                partition by answer.payer_key, answer.payee_id, answer.patient_control_number
                order by
                    case when answer.standing = 'adjudicated' then 0 else 1 end,
                    answer.check_date nulls last,
                    answer.event_time nulls last,
                    answer.clp_ordinal
            ) as place
        from answer
        inner join again using (payer_key, payee_id, patient_control_number)
    )
    where place > 1
),

first_answer as (
    select *
    from answer
    where standing = 'adjudicated'
        and claim_status_code not in ('2', '3', '20', '21')
        and check_date >= date '2026-01-01'
        and check_date < date '2026-07-01'
        and (doc_id, clp_ordinal) not in (select (doc_id, clp_ordinal) from later)
),

total as (
    select
        count(*) filter (where denied_amount > 0) as denied_claims,
        count(*) as claims,
        sum(denied_amount) as denied_dollars,
        sum(charge_amount) as charges,
        sum(charge_amount) filter (where denied_amount > 0) as charges_of_denied
    from first_answer
)

select 'claims' as measure, denied_claims as numerator, claims as denominator from total
union all
select 'denied_dollars', denied_dollars, charges from total
union all
select 'gross_of_denied', charges_of_denied, charges from total
