-- One row per adjudicated claim that a submitted claim was found for: CLP01 = CLM01 within payee and
-- billing provider, by NPI or tax id. Of several submissions: the same frequency, charge and dates, else
-- the latest before the check.
--
-- Where charge and dates both differ it is a proposal only ("771" for "000771"), without a claim_sk. A
-- number that several members share links nothing without member and dates. Zeros are no number.

with dated as (
    select
        remit_claim_sk,
        min(service_date) as service_from,
        max(coalesce(service_date_to, service_date)) as service_to
    from live.remit_line
    group by remit_claim_sk
),

candidate as (
    select
        answer.remit_claim_sk,
        claim.claim_sk,
        claim.member_id,
        claim.doc_id,
        claim.clm_ordinal,
        coalesce(claim.submitted_at, claim.event_time) as submitted_at,
        coalesce(claim.member_id = answer.member_id, false) as same_member,
        coalesce(claim.frequency_code = answer.frequency_code, false) as same_frequency,
        claim.total_charge = abs(answer.charge_amount) as same_charge,
        coalesce(
            claim.service_from <= coalesce(answer.service_to, dated.service_to)
                and claim.service_to >= coalesce(answer.service_from, dated.service_from),
            false
        ) as same_dates,
        claim.service_from is null
            or coalesce(answer.service_from, dated.service_from) is null as undated,
        coalesce(
            cast(coalesce(claim.submitted_at, claim.event_time) as date) <= answer.check_date, false
        ) as before_check
    from live.remit_claim as answer
    inner join live.claim as claim
        on claim.patient_control_number = answer.patient_control_number
        and (
            claim.billing_id = answer.payee_id
            or claim.billing_npi = answer.payee_npi
            or claim.billing_tax_id = answer.payee_tax_id
        )
    left join dated on dated.remit_claim_sk = answer.remit_claim_sk
    where ltrim(answer.patient_control_number, '0') <> ''
),

ranked as (
    select
        remit_claim_sk,
        claim_sk,
        same_charge or same_dates or undated as fits,
        same_member and (same_dates or undated) as same_patient,
        min(member_id) over (partition by remit_claim_sk)
            <> max(member_id) over (partition by remit_claim_sk) as shared,
        row_number() over (
            partition by remit_claim_sk
            order by
                same_member desc,
                same_frequency desc,
                same_charge desc,
                same_dates desc,
                before_check desc,
                submitted_at desc nulls last,
                doc_id,
                clm_ordinal
        ) as place
    from candidate
)

select
    remit_claim_sk,
    case when fits and (not coalesce(shared, false) or same_patient) then claim_sk end as claim_sk,
    case
        when coalesce(shared, false) and not same_patient then 'shared_control_number'
        when fits then 'control_number'
        else 'control_number_proposal'
    end as link_method
from ranked
where place = 1
