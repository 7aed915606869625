-- One row per claim that was submitted for the first time: of one control number, billing provider and
-- payer the earliest. A replacement or void (CLM05-3 = 7, 8) is none, nor is a claim that is sent again.
-- Members that share a number are told apart by member and first day.

with placed as (
    select
        claim.doc_id,
        claim.clm_ordinal,
        claim.unit_id,
        claim.is_test,
        claim.payer_id,
        claim.payer_id_kind,
        claim.payer_name,
        claim.claim_form,
        coalesce(claim.frequency_code, '1') as frequency_code,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        row_number() over (
            partition by
                claim.is_test,
                claim.billing_id,
                claim.patient_control_number,
                claim.payer_id,
                claim.member_id,
                claim.service_from
            order by
                coalesce(claim.submitted_ts, claim.event_time) nulls last,
                claim.event_time nulls last,
                unit.isa_control,
                unit.gs_control,
                unit.st_control,
                unit.content_hash,
                claim.clm_ordinal
        ) as place
    from live.claim as claim
    left join live.unit as unit on unit.unit_id = claim.unit_id
)

select
    doc_id,
    clm_ordinal,
    unit_id,
    is_test,
    payer_id,
    payer_id_kind,
    payer_name,
    claim_form,
    submitted_ts,
    cast(submitted_ts as date) as submitted_on,
    true as is_first
from placed
where place = 1 and frequency_code not in ('7', '8')
