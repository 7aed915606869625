-- One row per control number of a billing provider under which some claim was refused, announced as denied, or
-- asked about, by an acknowledgment or a status.

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
    claim.patient_control_number
from told
inner join claim
    on claim.doc_id = told.doc_id
    and claim.clm_ordinal = told.clm_ordinal
