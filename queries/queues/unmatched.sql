-- Answers for which no submitted claim was found, with the one that it may be: of the same provider, member,
-- day and charge (denial_rules.md 4.3). A proposal links nothing.

with unmatched as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.file_id,
        answer.record,
        answer.is_test,
        answer.check_date,
        answer.payer_name,
        answer.payee_id,
        answer.payee_npi,
        answer.payee_tax_id,
        answer.patient_control_number,
        answer.payer_claim_control_number,
        answer.member_id,
        answer.charge_amount,
        answer.paid_amount,
        answer.link_method,
        answer.service_from
    from remit_claim as answer
    where answer.submitted_doc_id is null and answer.standing <> 'predetermination'
),

proposed as (
    select
        unmatched.doc_id,
        unmatched.clp_ordinal,
        first_value(claim.patient_control_number order by claim.event_time desc, claim.doc_id, claim.clm_ordinal)
            as patient_control_number,
        count(distinct claim.patient_control_number) as candidates
    from claim
    inner join unmatched
        on claim.member_id = unmatched.member_id
        and claim.is_test = unmatched.is_test
        and claim.total_charge = abs(unmatched.charge_amount)
        and claim.service_from <= unmatched.service_from
        and coalesce(claim.service_to, claim.service_from) >= unmatched.service_from
        and (
            claim.billing_id = unmatched.payee_id
            or claim.billing_npi = unmatched.payee_npi
            or claim.billing_tax_id = unmatched.payee_tax_id
        )
    group by unmatched.doc_id, unmatched.clp_ordinal
)

select
    unmatched.file_id,
    unmatched.record,
    cast(unmatched.check_date as varchar) as check_date,
    unmatched.payer_name as payer,
    unmatched.patient_control_number,
    unmatched.payer_claim_control_number,
    unmatched.charge_amount,
    unmatched.paid_amount,
    unmatched.link_method as why,
    case when proposed.candidates = 1 then proposed.patient_control_number end as proposed_control_number,
    case when proposed.candidates = 1 then cast('0.80' as decimal(3, 2)) end as proposed_confidence,
    unmatched.is_test as test
from unmatched
left join proposed
    on proposed.doc_id = unmatched.doc_id
    and proposed.clp_ordinal = unmatched.clp_ordinal
order by abs(unmatched.charge_amount) desc, unmatched.file_id, unmatched.record
