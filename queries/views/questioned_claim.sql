-- One row per claim of a billing provider, by the control number that it was first sent under, that was refused,
-- announced as denied, or asked about, by an acknowledgment or a status.

with told as (
    select
        submitted_doc_id as doc_id,
        submitted_clm_ordinal as clm_ordinal
    from claim_ack
    where submitted_doc_id is not null
        and level = 'claim'
        and (outcome in ('rejected', 'info_requested') or provisional_denial)
    union all
    select
        claim.doc_id,
        claim.clm_ordinal
    from answered_unit as answered
    inner join claim on claim.unit_id = answered.answered_unit_id
    where answered.outcome = 'rejected'
)

select distinct
    claim.is_test,
    claim.billing_id,
    coalesce(replaced.claim_number, claim.patient_control_number) as claim_number
from told
inner join claim
    on claim.doc_id = told.doc_id
    and claim.clm_ordinal = told.clm_ordinal
left join replaced_number as replaced
    on replaced.is_test = claim.is_test
    and replaced.payee_id = claim.billing_id
    and replaced.number = claim.patient_control_number
