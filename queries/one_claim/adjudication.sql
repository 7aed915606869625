-- Every answer to a claim, of every payer, in the order of business.

with numbered as (
    select cast($number as varchar) as number
    union
    select same_number as number
    from same_claim
    where number = $number
)

select
    answer.doc_id,
    answer.clp_ordinal,
    cast(answer.check_date as varchar) as check_date,
    answer.payer_name as payer,
    answer.payer_order,
    answer.claim_status_code,
    answer.standing,
    answer.outcome,
    answer.patient_control_number,
    answer.payer_claim_control_number,
    answer.charge_amount,
    answer.paid_amount,
    answer.patient_share_amount,
    answer.contractual_amount,
    answer.denied_amount,
    answer.is_first_adjudication,
    answer.is_current,
    answer.reverses_doc_id,
    answer.reverses_clp_ordinal,
    answer.submitted_doc_id,
    answer.submitted_clm_ordinal,
    answer.link_method,
    answer.link_confidence,
    answer.claim_balances and answer.lines_balance as balances,
    answer.is_test as test,
    answer.file_id,
    answer.record
from remit_claim as answer
left join claim
    on claim.doc_id = answer.submitted_doc_id
    and claim.clm_ordinal = answer.submitted_clm_ordinal
where answer.patient_control_number in (select number from numbered)
    or claim.patient_control_number in (select number from numbered)
order by check_date nulls first, answer.event_time nulls first, answer.doc_id, answer.clp_ordinal
