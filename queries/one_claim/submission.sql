-- Every submission of a claim, under all its numbers, in the order of business.

with numbered as (
    select cast($number as varchar) as number
    union
    select same_number as number
    from same_claim
    where number = $number
)

select
    claim.doc_id,
    claim.clm_ordinal,
    cast(coalesce(claim.submitted_ts, claim.event_time) as varchar) as submitted_at,
    coalesce(claim.frequency_code, '1') as frequency_code,
    claim.claim_form,
    claim.payer_order,
    coalesce(identity.payer_name, claim.payer_name, claim.payer_id) as payer,
    claim.billing_npi,
    claim.payer_claim_control_number,
    cast(claim.service_from as varchar) as service_from,
    cast(claim.service_to as varchar) as service_to,
    claim.total_charge,
    acknowledged.outcome as acknowledged,
    claim.is_test as test,
    claim.file_id,
    claim.record
from claim
left join payer_identity as identity
    on identity.id_type = claim.payer_id_kind
    and identity.payer_id = claim.payer_id
left join acknowledged_claim as acknowledged
    on acknowledged.doc_id = claim.doc_id
    and acknowledged.clm_ordinal = claim.clm_ordinal
where claim.patient_control_number in (select number from numbered)
order by submitted_at, claim.doc_id, claim.clm_ordinal
