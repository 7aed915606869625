-- One row per answer of a 277CA or 277 (a TRN loop of a claim) that a submitted claim was found for: by its
-- control number, else by the clearinghouse's number, else by the payer's. Of several submissions: the batch
-- that the report names, the provider, charge and dates; else the latest before the report.
--
-- link_method   control_number; clearinghouse_trace; payer_claim_control_number: REF*1K is known under
--               another control number, from an earlier remittance or 277CA of that payer, or as REF*F8 of a
--               replacement
-- confidence    1.00 by control number, 0.99 by a payer's number that an earlier remittance has, else 0.98
--
-- Where charge and dates both differ, or nothing but the number is told, it is a proposal only, and no claim
-- is named. A number that several members share links nothing without member and dates. Zeros are no number.

with answer as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        is_test,
        patient_control_number,
        payer_claim_control_number,
        clearinghouse_trace,
        case when reporter_role = 'PR' then reporter_id end as payer_id,
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
        payer_claim_control_number,
        clearinghouse_trace,
        case when reporter_role = 'PR' then reporter_id end,
        batch_reference,
        provider_npi,
        member_id,
        service_from,
        service_to,
        coalesce(reported_ts, event_time)
),

-- What an answer may name a claim by. What a claim is known by, in `known`, has the same three columns.
way as (
    select
        column1 as preference,
        column2 as method
    from (
        values
            (0, 'control_number'),
            (1, 'clearinghouse_trace'),
            (2, 'payer_claim_control_number')
    )
),

asked as (
    select
        way.preference,
        way.method,
        case way.preference
            when 0 then answer.patient_control_number
            when 1 then answer.clearinghouse_trace
            else answer.payer_claim_control_number
        end as number,
        case
            when way.preference < 2 then ''
            when known.is_known then known.payer_name
            else answer.payer_id
        end as payer,
        answer.doc_id,
        answer.level_ordinal,
        answer.answer_ordinal,
        answer.is_test,
        answer.batch_reference,
        answer.provider_npi,
        answer.member_id,
        answer.service_from,
        answer.service_to,
        answer.reported_ts,
        answer.charge_amount
    from payer_by_id as known
    right join (way cross join answer) on answer.payer_id = known.payer_id
),

known as (
    select
        way.preference,
        case way.preference
            when 0 then claim.patient_control_number
            when 1 then claim.trace_number
            else number.number
        end as number,
        case when way.preference = 2 then number.payer else '' end as payer,
        number.known_on,
        case way.preference
            when 0 then cast('1.00' as decimal(3, 2))
            when 1 then cast('0.98' as decimal(3, 2))
            else number.confidence
        end as confidence,
        claim.doc_id,
        claim.clm_ordinal,
        claim.is_test,
        claim.batch_reference,
        claim.billing_npi,
        claim.member_id,
        claim.total_charge,
        claim.service_from,
        claim.service_to,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts
    from payer_number as number
    right join (way cross join live.claim as claim)
        on way.preference = 2
        and claim.patient_control_number = number.patient_control_number
        and claim.is_test = number.is_test
        and (
            claim.billing_id = number.payee_id
            or claim.billing_npi = number.payee_npi
            or claim.billing_tax_id = number.payee_tax_id
        )
),

-- What is known is held in memory, and what is asked goes by.
candidate as (
    select
        asked.doc_id,
        asked.level_ordinal,
        asked.answer_ordinal,
        asked.preference,
        asked.method,
        known.confidence,
        known.doc_id as submitted_doc_id,
        known.clm_ordinal as submitted_clm_ordinal,
        known.member_id,
        known.submitted_ts,
        coalesce(known.batch_reference = asked.batch_reference, false) as same_batch,
        coalesce(known.billing_npi = asked.provider_npi, false) as same_provider,
        coalesce(known.member_id = asked.member_id, false) as same_member,
        coalesce(known.total_charge = asked.charge_amount, false) as same_charge,
        coalesce(
            known.service_from <= coalesce(asked.service_to, asked.service_from)
                and known.service_to >= asked.service_from,
            false
        ) as same_dates,
        known.service_from is null or asked.service_from is null as undated,
        coalesce(known.submitted_ts <= asked.reported_ts, false) as before_report
    from known
    inner join asked
        on known.preference = asked.preference
        and known.number = asked.number
        and known.payer = asked.payer
        and known.is_test = asked.is_test
    where ltrim(known.number, '0') <> ''
        and (known.preference < 2 or known.known_on <= cast(asked.reported_ts as date))
),

fitted as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        preference,
        method,
        confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        member_id,
        submitted_ts,
        same_batch,
        same_provider,
        same_member,
        same_charge,
        same_dates,
        before_report,
        same_batch or same_charge or same_dates or (undated and same_provider) as fits,
        same_batch or (same_member and (same_dates or undated)) as same_patient
    from candidate
),

ranked as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        preference,
        method,
        confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        fits,
        same_patient,
        case
            when preference = 2 then min(case when preference = 2 then member_id end) over one
                <> max(case when preference = 2 then member_id end) over one
            else min(case when preference < 2 then member_id end) over one
                <> max(case when preference < 2 then member_id end) over one
        end as shared,
        row_number() over (
            partition by doc_id, level_ordinal, answer_ordinal
            order by
                fits desc,
                preference,
                same_batch desc,
                same_provider desc,
                same_member desc,
                same_charge desc,
                same_dates desc,
                before_report desc,
                submitted_ts desc nulls last,
                confidence desc,
                submitted_doc_id,
                submitted_clm_ordinal
        ) as place
    from fitted
    window one as (partition by doc_id, level_ordinal, answer_ordinal)
),

linked as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        preference,
        method,
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
    level_ordinal,
    answer_ordinal,
    case when fits and not unclear then submitted_doc_id end as submitted_doc_id,
    case when fits and not unclear then submitted_clm_ordinal end as submitted_clm_ordinal,
    case
        when unclear and preference = 2 then 'shared_payer_number'
        when unclear then 'shared_control_number'
        when fits then method
        when preference = 2 then 'payer_number_proposal'
        else 'control_number_proposal'
    end as link_method,
    case when fits and not unclear then confidence end as confidence
from linked
