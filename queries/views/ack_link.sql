-- One row per answer of a 277CA or 277 (a TRN loop of a claim) that a submitted claim was found for: by its
-- control number, else by the clearinghouse's number. Of several submissions: the batch that the report
-- names, the provider, charge and dates; else the latest before the report.
--
-- Where charge and dates both differ, or nothing but the number is told, it is a proposal only, and no claim
-- is named. A number that several
-- members share links nothing without member and dates. Zeros are no number.

with answer as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        is_test,
        patient_control_number,
        clearinghouse_trace,
        batch_reference,
        provider_npi,
        member_id,
        service_from,
        service_to,
        coalesce(reported_ts, event_time) as reported_ts,
        max(charge_amount) as charge_amount
    from live.claim_ack
    where level = 'claim'
    group by
        doc_id,
        level_ordinal,
        answer_ordinal,
        is_test,
        patient_control_number,
        clearinghouse_trace,
        batch_reference,
        provider_npi,
        member_id,
        service_from,
        service_to,
        coalesce(reported_ts, event_time)
),

named as (
    select
        answer.doc_id,
        answer.level_ordinal,
        answer.answer_ordinal,
        answer.batch_reference,
        answer.provider_npi,
        answer.member_id,
        answer.service_from,
        answer.service_to,
        answer.reported_ts,
        answer.charge_amount,
        claim.doc_id as submitted_doc_id,
        claim.clm_ordinal as submitted_clm_ordinal,
        0 as preference
    from answer
    inner join live.claim as claim
        on claim.patient_control_number = answer.patient_control_number
        and claim.is_test = answer.is_test
    where ltrim(answer.patient_control_number, '0') <> ''
    union all
    select
        answer.doc_id,
        answer.level_ordinal,
        answer.answer_ordinal,
        answer.batch_reference,
        answer.provider_npi,
        answer.member_id,
        answer.service_from,
        answer.service_to,
        answer.reported_ts,
        answer.charge_amount,
        claim.doc_id as submitted_doc_id,
        claim.clm_ordinal as submitted_clm_ordinal,
        1 as preference
    from answer
    inner join live.claim as claim
        on claim.trace_number = answer.clearinghouse_trace
        and claim.is_test = answer.is_test
),

candidate as (
    select
        named.doc_id,
        named.level_ordinal,
        named.answer_ordinal,
        named.preference,
        named.submitted_doc_id,
        named.submitted_clm_ordinal,
        claim.member_id,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        coalesce(claim.batch_reference = named.batch_reference, false) as same_batch,
        coalesce(claim.billing_npi = named.provider_npi, false) as same_provider,
        coalesce(claim.member_id = named.member_id, false) as same_member,
        coalesce(claim.total_charge = named.charge_amount, false) as same_charge,
        coalesce(
            claim.service_from <= coalesce(named.service_to, named.service_from)
                and claim.service_to >= named.service_from,
            false
        ) as same_dates,
        claim.service_from is null or named.service_from is null as undated,
        coalesce(
            coalesce(claim.submitted_ts, claim.event_time) <= named.reported_ts, false
        ) as before_report
    from named
    inner join live.claim as claim
        on claim.doc_id = named.submitted_doc_id
        and claim.clm_ordinal = named.submitted_clm_ordinal
),

ranked as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        preference,
        submitted_doc_id,
        submitted_clm_ordinal,
        same_batch or same_charge or same_dates or (undated and same_provider) as fits,
        same_batch or (same_member and (same_dates or undated)) as same_patient,
        min(member_id) over (partition by doc_id, level_ordinal, answer_ordinal)
            <> max(member_id) over (partition by doc_id, level_ordinal, answer_ordinal) as shared,
        row_number() over (
            partition by doc_id, level_ordinal, answer_ordinal
            order by
                preference,
                same_batch desc,
                same_provider desc,
                same_member desc,
                same_charge desc,
                same_dates desc,
                before_report desc,
                submitted_ts desc nulls last,
                submitted_doc_id,
                submitted_clm_ordinal
        ) as place
    from candidate
),

linked as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        preference,
        submitted_doc_id,
        submitted_clm_ordinal,
        fits,
        coalesce(shared, false) and not same_patient as unclear
    from ranked
    where place = 1
)

select
    doc_id,
    level_ordinal,
    answer_ordinal,
    case when fits and not unclear then submitted_doc_id end as submitted_doc_id,
    case when fits and not unclear then submitted_clm_ordinal end as submitted_clm_ordinal,
    case
        when unclear then 'shared_control_number'
        when not fits then 'control_number_proposal'
        when preference = 0 then 'control_number'
        else 'clearinghouse_trace'
    end as link_method
from linked
