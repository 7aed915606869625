-- One row per adjudicated claim that a submitted claim was found for: CLP01 = CLM01 within payee and
-- billing provider, by NPI or tax id. Of several submissions: the same frequency, charge and dates, else
-- the latest before the check.
--
-- Where charge and dates both differ it is a proposal only ("771" for "000771"), and no claim is named. A
-- number that several members share links nothing without member and dates. Zeros are no number.

with dated as (
    select
        doc_id,
        clp_ordinal,
        min(service_date) as service_from,
        max(coalesce(service_date_to, service_date)) as service_to
    from live.remit_line
    group by doc_id, clp_ordinal
),

candidate as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        claim.doc_id as submitted_doc_id,
        claim.clm_ordinal as submitted_clm_ordinal,
        claim.member_id,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        coalesce(claim.member_id = answer.member_id, false) as same_member,
        coalesce(claim.frequency_code = answer.frequency_code, false) as same_frequency,
        claim.total_charge = abs(answer.charge_amount) as same_charge,
        coalesce(
            claim.service_from
                <= coalesce(answer.service_to, dated.service_to, answer.service_from)
                and claim.service_to >= coalesce(answer.service_from, dated.service_from),
            false
        ) as same_dates,
        claim.service_from is null
            or coalesce(answer.service_from, dated.service_from) is null as undated,
        coalesce(
            cast(coalesce(claim.submitted_ts, claim.event_time) as date) <= answer.check_date, false
        ) as before_check
    from live.remit_claim as answer
    inner join live.claim as claim
        on claim.patient_control_number = answer.patient_control_number
        and claim.is_test = answer.is_test
        and (
            claim.billing_id = answer.payee_id
            or claim.billing_npi = answer.payee_npi
            or claim.billing_tax_id = answer.payee_tax_id
        )
    left join dated
        on dated.doc_id = answer.doc_id
        and dated.clp_ordinal = answer.clp_ordinal
    where ltrim(answer.patient_control_number, '0') <> ''
),

ranked as (
    select
        doc_id,
        clp_ordinal,
        submitted_doc_id,
        submitted_clm_ordinal,
        same_charge or same_dates or undated as fits,
        same_member and (same_dates or undated) as same_patient,
        min(member_id) over (partition by doc_id, clp_ordinal)
            <> max(member_id) over (partition by doc_id, clp_ordinal) as shared,
        row_number() over (
            partition by doc_id, clp_ordinal
            order by
                same_member desc,
                same_frequency desc,
                same_charge desc,
                same_dates desc,
                before_check desc,
                submitted_ts desc nulls last,
                submitted_doc_id,
                submitted_clm_ordinal
        ) as place
    from candidate
),

linked as (
    select
        doc_id,
        clp_ordinal,
        submitted_doc_id,
        submitted_clm_ordinal,
        fits,
        coalesce(shared, false) and not same_patient as unclear
    from ranked
    where place = 1
)

select
    doc_id,
    clp_ordinal,
    case when fits and not unclear then submitted_doc_id end as submitted_doc_id,
    case when fits and not unclear then submitted_clm_ordinal end as submitted_clm_ordinal,
    case
        when unclear then 'shared_control_number'
        when fits then 'control_number'
        else 'control_number_proposal'
    end as link_method
from linked
