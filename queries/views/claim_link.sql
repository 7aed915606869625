-- One row per adjudicated claim that a submitted claim was found for: as a person says, else by CLP01 = CLM01,
-- else by the payer's number; always within payee and billing provider, by NPI or tax id. Of several
-- submissions: the same frequency, charge and dates, else the latest before the check.
--
-- link_method   person: somebody decided (`link_decided`); control_number;
--               payer_claim_control_number: CLP07 is known under another control number, from an earlier
--               remittance or 277CA of that payer, or as REF*F8 of a replacement. This goes before a control
--               number of which only the charge or only the dates fit. What somebody says is for no claim of
--               ours stands with person_none, whether or not it is here, and no claim is named.
-- confidence    1.00 by a person or control number, 0.99 as an earlier remittance has it, else 0.98
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

way as (
    select column1 as by_payers_number
    from (values (false), (true))
),

answer as (
    select
        way.by_payers_number,
        case when known.is_known then known.payer_name else claim.payer_id end as payer,
        claim.doc_id,
        claim.clp_ordinal,
        claim.is_test,
        claim.payee_id,
        claim.payee_npi,
        claim.payee_tax_id,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.frequency_code,
        claim.member_id,
        claim.charge_amount,
        claim.check_date,
        claim.service_from,
        claim.service_to
    from payer_by_id as known
    right join (way cross join live.remit_claim as claim) on claim.payer_id = known.payer_id
    where not way.by_payers_number or claim.payer_claim_control_number is not null
),

-- Whatever a person says is asked for in place of the answer's own number.
told as (
    select
        answer.by_payers_number,
        coalesce(decided.is_decided, false) as by_person,
        answer.payer,
        answer.doc_id,
        answer.clp_ordinal,
        answer.is_test,
        answer.payee_id,
        answer.payee_npi,
        answer.payee_tax_id,
        case
            when coalesce(decided.is_decided, false) then decided.patient_control_number
            else answer.patient_control_number
        end as patient_control_number,
        answer.payer_claim_control_number,
        answer.frequency_code,
        answer.member_id,
        answer.charge_amount,
        answer.check_date,
        answer.service_from,
        answer.service_to
    from link_decided as decided
    right join answer
        on answer.doc_id = decided.remit_doc_id
        and answer.clp_ordinal = decided.clp_ordinal
    where not coalesce(decided.is_decided, false) or not answer.by_payers_number
),

asked as (
    select
        told.by_payers_number,
        told.by_person,
        case
            when told.by_payers_number then number.patient_control_number
            else told.patient_control_number
        end as control_number,
        case
            when told.by_payers_number then number.confidence
            else cast('1.00' as decimal(3, 2))
        end as confidence,
        told.doc_id,
        told.clp_ordinal,
        told.is_test,
        told.payee_id,
        told.payee_npi,
        told.payee_tax_id,
        told.frequency_code,
        told.member_id,
        told.charge_amount,
        told.check_date,
        told.service_from,
        told.service_to
    from payer_number as number
    right join told
        on told.by_payers_number
        and told.is_test = number.is_test
        and told.payer = number.payer
        and told.payer_claim_control_number = number.number
        and told.patient_control_number <> number.patient_control_number
        and told.check_date >= number.known_on
),

candidate as (
    select
        asked.doc_id,
        asked.clp_ordinal,
        asked.by_payers_number,
        asked.by_person,
        asked.confidence,
        claim.doc_id as submitted_doc_id,
        claim.clm_ordinal as submitted_clm_ordinal,
        claim.member_id,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        coalesce(claim.member_id = asked.member_id, false) as same_member,
        coalesce(claim.frequency_code = asked.frequency_code, false) as same_frequency,
        claim.total_charge = abs(asked.charge_amount) as same_charge,
        coalesce(
            claim.service_from
                <= coalesce(asked.service_to, dated.service_to, asked.service_from)
                and claim.service_to >= coalesce(asked.service_from, dated.service_from),
            false
        ) as same_dates,
        claim.service_from is null
            or coalesce(asked.service_from, dated.service_from) is null as undated,
        coalesce(
            cast(coalesce(claim.submitted_ts, claim.event_time) as date) <= asked.check_date, false
        ) as before_check
    from dated
    right join (
        live.claim as claim
        inner join asked
            on claim.patient_control_number = asked.control_number
            and claim.is_test = asked.is_test
            and (
                claim.billing_id = asked.payee_id
                or claim.billing_npi = asked.payee_npi
                or claim.billing_tax_id = asked.payee_tax_id
            )
    )
        on dated.doc_id = asked.doc_id
        and dated.clp_ordinal = asked.clp_ordinal
    where ltrim(asked.control_number, '0') <> ''
),

ranked as (
    select
        doc_id,
        clp_ordinal,
        by_payers_number,
        by_person,
        confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        by_person or same_charge or same_dates or undated as fits,
        case
            when by_person then same_member or same_charge and same_dates
            else same_member and (same_dates or undated)
        end as same_patient,
        case
            when by_payers_number then min(case when by_payers_number then member_id end) over one
                <> max(case when by_payers_number then member_id end) over one
            else min(case when not by_payers_number then member_id end) over one
                <> max(case when not by_payers_number then member_id end) over one
        end as shared,
        row_number() over (
            partition by doc_id, clp_ordinal
            order by
                (same_charge or same_dates or undated) desc,
                same_member desc,
                same_frequency desc,
                case
                    when by_payers_number then 1
                    when same_charge and same_dates then 0
                    else 2
                end,
                same_charge desc,
                same_dates desc,
                confidence desc,
                before_check desc,
                submitted_ts desc nulls last,
                submitted_doc_id,
                submitted_clm_ordinal
        ) as place
    from candidate
    window one as (partition by doc_id, clp_ordinal)
),

linked as (
    select
        doc_id,
        clp_ordinal,
        by_payers_number,
        by_person,
        confidence,
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
        when by_person and not unclear then 'person'
        when unclear and by_payers_number then 'shared_payer_number'
        when unclear then 'shared_control_number'
        when by_payers_number and fits then 'payer_claim_control_number'
        when by_payers_number then 'payer_number_proposal'
        when fits then 'control_number'
        else 'control_number_proposal'
    end as link_method,
    case when fits and not unclear then confidence end as confidence
from linked
union all
select
    '' || remit_doc_id as doc_id,
    clp_ordinal + 0 as clp_ordinal,
    cast(null as varchar) as submitted_doc_id,
    cast(null as int) as submitted_clm_ordinal,
    'person_none' as link_method,
    cast(null as decimal(3, 2)) as confidence
from link_decided
where is_none
