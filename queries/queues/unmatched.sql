-- Answers for which no submitted claim was found, with the one that it may be: of the same provider and charge, on
-- a day of service of the answer's, and
--
--   0.90   of the same number but for zeros in front, spaces, dashes, and what comes after the first dash, slash,
--          dot or underline of the answer's
--   0.80   of the same member
--   0.60   of a patient of the same name; a remittance tells no birth date
--
-- (denial_rules.md 4.3). Where all days agree the first two are links already (`claim_link`). A proposal links nothing,
-- until somebody accepts it, and there is none where several claims fit equally well. What somebody said is for no claim of ours does not wait; a claim that somebody named
-- and that is not here does (awaits_claim).

with unmatched as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.file_id,
        answer.record,
        answer.is_test,
        answer.check_date,
        answer.payer_name,
        answer.payee_id,
        answer.payee_npi,
        answer.payee_tax_id,
        answer.patient_control_number,
        answer.payer_claim_control_number,
        answer.member_id,
        answer.patient_last_name,
        answer.patient_first_name,
        answer.charge_amount,
        answer.paid_amount,
        case
            when coalesce(decided.is_decided, false)
                then coalesce(answer.link_method, 'awaits_claim')
            else answer.link_method
        end as link_method,
        answer.service_from
    from remit_claim as answer
    left join link_decided as decided
        on decided.remit_doc_id = answer.doc_id
        and decided.clp_ordinal = answer.clp_ordinal
    where answer.submitted_doc_id is null
        and answer.standing <> 'predetermination'
        and coalesce(answer.link_method, '') <> 'person_none'
),

way as (
    select
        column1 as way,
        cast(column2 as decimal(3, 2)) as confidence
    from (values ('number', '0.90'), ('short_number', '0.90'), ('member', '0.80'), ('name', '0.60'))
),

-- What an answer goes by, in one way or another.
asked as (
    select
        way.way,
        way.confidence,
        unmatched.doc_id,
        unmatched.clp_ordinal,
        unmatched.is_test,
        unmatched.payee_id,
        unmatched.payee_npi,
        unmatched.payee_tax_id,
        unmatched.charge_amount,
        unmatched.service_from,
        case way.way
            when 'number'
                then 'number ' || nullif(
                    ltrim(translate(unmatched.patient_control_number, ' -/._', ''), '0'), ''
                )
            when 'short_number'
                then 'number ' || nullif(
                    ltrim(split_part(translate(unmatched.patient_control_number, '-/._', '    '), ' ', 1), '0'), ''
                )
            when 'member' then 'member ' || unmatched.member_id
            else 'name ' || upper(unmatched.patient_last_name) || ', ' || upper(unmatched.patient_first_name)
        end as known_by
    from unmatched
    cross join way
),

sent as (
    select
        claim.doc_id,
        claim.clm_ordinal,
        claim.is_test,
        claim.billing_id,
        claim.billing_npi,
        claim.billing_tax_id,
        claim.patient_control_number,
        claim.total_charge,
        claim.service_from,
        coalesce(claim.service_to, claim.service_from) as served_until,
        unnest(make_array(
            'number ' || nullif(ltrim(translate(claim.patient_control_number, ' -/._', ''), '0'), ''),
            'member ' || claim.member_id,
            'name ' || upper(claim.patient_last_name) || ', ' || upper(claim.patient_first_name)
        )) as known_by
    from claim
    where ltrim(claim.patient_control_number, '0') <> ''
),

candidate as (
    select
        asked.doc_id,
        asked.clp_ordinal,
        sent.patient_control_number,
        max(asked.confidence) as confidence
    from asked
    inner join sent
        on sent.known_by = asked.known_by
        and sent.is_test = asked.is_test
        and sent.total_charge = abs(asked.charge_amount)
        and sent.service_from <= asked.service_from
        and sent.served_until >= asked.service_from
        and (
            sent.billing_id = asked.payee_id
            or sent.billing_npi = asked.payee_npi
            or sent.billing_tax_id = asked.payee_tax_id
        )
    group by asked.doc_id, asked.clp_ordinal, sent.patient_control_number
),

best as (
    select
        doc_id,
        clp_ordinal,
        patient_control_number,
        confidence,
        max(confidence) over (partition by doc_id, clp_ordinal) as most
    from candidate
),

proposed as (
    select
        doc_id,
        clp_ordinal,
        min(patient_control_number) as patient_control_number,
        max(confidence) as confidence,
        count(*) as candidates
    from best
    where confidence = most
    group by doc_id, clp_ordinal
)

select
    unmatched.file_id,
    unmatched.record,
    cast(unmatched.check_date as varchar) as check_date,
    unmatched.payer_name as payer,
    unmatched.patient_control_number,
    unmatched.payer_claim_control_number,
    unmatched.charge_amount,
    unmatched.paid_amount,
    unmatched.link_method as why,
    case when proposed.candidates = 1 then proposed.patient_control_number end as proposed_control_number,
    case when proposed.candidates = 1 then proposed.confidence end as proposed_confidence,
    unmatched.is_test as test,
    unmatched.doc_id || '-' || cast(unmatched.clp_ordinal as varchar) as answer
from unmatched
left join proposed
    on proposed.doc_id = unmatched.doc_id
    and proposed.clp_ordinal = unmatched.clp_ordinal
order by abs(unmatched.charge_amount) desc, unmatched.file_id, unmatched.record
