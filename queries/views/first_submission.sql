-- One row per claim that was submitted for the first time: of one control number, billing provider and
-- payer the earliest. A replacement or void (CLM05-3 = 7, 8) is none, nor is a claim that is sent again, also
-- with another member or another day: these are what a refused claim is corrected in. Where both are others,
-- two claims share a number.

with claim as (
    select
        claim.doc_id,
        claim.clm_ordinal,
        claim.unit_id,
        claim.is_test,
        claim.billing_id,
        claim.patient_control_number,
        claim.payer_id,
        claim.payer_id_kind,
        claim.payer_name,
        claim.claim_form,
        claim.member_id,
        claim.service_from,
        claim.event_time,
        coalesce(claim.frequency_code, '1') as frequency_code,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        unit.isa_control,
        unit.gs_control,
        unit.st_control,
        unit.content_hash
    from live.claim as claim
    left join live.unit as unit on unit.unit_id = claim.unit_id
),

compared as (
    select
        doc_id,
        clm_ordinal,
        unit_id,
        is_test,
        billing_id,
        patient_control_number,
        payer_id,
        payer_id_kind,
        payer_name,
        claim_form,
        member_id,
        service_from,
        event_time,
        frequency_code,
        submitted_ts,
        isa_control,
        gs_control,
        st_control,
        content_hash,
        coalesce(
            member_id <> first_value(member_id) over one
                and service_from <> first_value(service_from) over one,
            false
        ) as is_another
    from claim
    window one as (
        partition by is_test, billing_id, patient_control_number, payer_id
        order by
            submitted_ts nulls last,
            event_time nulls last,
            isa_control,
            gs_control,
            st_control,
            content_hash,
            clm_ordinal
    )
),

placed as (
    select
        doc_id,
        clm_ordinal,
        unit_id,
        is_test,
        payer_id,
        payer_id_kind,
        payer_name,
        claim_form,
        frequency_code,
        submitted_ts,
        row_number() over (
            partition by
                is_test,
                billing_id,
                patient_control_number,
                payer_id,
                case when is_another then member_id end,
                case when is_another then service_from end
            order by
                submitted_ts nulls last,
                event_time nulls last,
                isa_control,
                gs_control,
                st_control,
                content_hash,
                clm_ordinal
        ) as place
    from compared
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
