-- One row per adjudicated claim that a submitted claim was found for: as a person says, else by CLP01 = CLM01,
-- else by the payer's number, by what is left of a number that came back changed, or by the member; always within
-- payee and billing provider, by NPI or tax id. Of several submissions: the same frequency, charge and dates, else the
-- latest before the check.
--
-- link_method   person: somebody decided (`link_decided`); control_number;
--               payer_claim_control_number: CLP07 is known under another control number, from an earlier
--               remittance or 277CA of that payer, or as REF*F8 of a replacement. This goes before a control
--               number of which only the charge or only the dates fit. What somebody says is for no claim of
--               ours stands with person_none, whether or not it is here, and no claim is named.
--               normalized_control_number: the same but for zeros in front, separators, case, and up to three letters
--               that one of the two has behind a separator; with the same charge and first day, and the same last day
--               where the answer has one of its own.
--               member_service: the same member, charge and days, by the same provider if both name one
-- confidence    1.00 by a person or control number, 0.99 as an earlier remittance has it, else 0.98; normalized 0.90,
--               by the member 0.80
--
-- Where charge and dates both differ it is a proposal only ("771" for "000771"), and no claim is named. A
-- number that several members share links nothing without member and dates. Zeros are no number. Where several
-- claims fit by what is left of the number, or by the member, none is named (several_claims).

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
    select column1 as is_second
    from (values (false), (true))
),

answer as (
    select
        way.is_second as by_payers_number,
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
        claim.service_to,
        claim.claim_status_code,
        claim.rendering_id,
        claim.number_key,
        claim.member_key
    from payer_by_id as known
    right join (way cross join live.remit_claim as claim) on claim.payer_id = known.payer_id
    where not way.is_second or claim.payer_claim_control_number is not null
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
        answer.service_to,
        answer.claim_status_code,
        answer.rendering_id,
        answer.number_key,
        answer.member_key
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

numbered as (
    select
        asked.doc_id,
        asked.clp_ordinal,
        case when asked.by_payers_number then 1 else 0 end as way,
        asked.by_person,
        asked.confidence,
        claim.doc_id as submitted_doc_id,
        claim.clm_ordinal as submitted_clm_ordinal,
        claim.patient_control_number,
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

-- Numbers with their charge: where that differs too, an answer with this number may be another claim's.
ours as (
    select distinct
        patient_control_number,
        is_test,
        total_charge,
        true as is_ours
    from live.claim
    where ltrim(patient_control_number, '0') <> ''
),

changed as (
    select
        told.doc_id,
        told.clp_ordinal,
        told.is_test,
        told.payee_id,
        told.payee_npi,
        told.payee_tax_id,
        told.member_id,
        told.rendering_id,
        told.frequency_code,
        told.check_date,
        told.service_to,
        abs(told.charge_amount) as charge,
        told.number_key,
        told.member_key,
        upper(translate(ltrim(told.patient_control_number, ' 0'), ' -/._', '')) as number,
        upper(
            split_part(translate(ltrim(told.patient_control_number, ' 0'), '-/._', '    '), ' ', 1)
        ) as front
    from ours
    right join told
        on ours.patient_control_number = told.patient_control_number
        and ours.is_test = told.is_test
        and ours.total_charge = abs(told.charge_amount)
    where not coalesce(ours.is_ours, false)
        and not told.by_payers_number
        and not told.by_person
        and told.claim_status_code <> '25'
),

sought as (
    select
        way.is_second as by_member,
        case when way.is_second then changed.member_key else changed.number_key end as key,
        changed.doc_id,
        changed.clp_ordinal,
        changed.is_test,
        changed.payee_id,
        changed.payee_npi,
        changed.payee_tax_id,
        changed.member_id,
        changed.rendering_id,
        changed.frequency_code,
        changed.check_date,
        changed.service_to,
        changed.charge,
        changed.number,
        changed.front
    from way
    cross join changed
),

sent as (
    select
        way.is_second as by_member,
        case when way.is_second then claim.member_key else claim.number_key end as key,
        claim.doc_id,
        claim.clm_ordinal,
        claim.is_test,
        claim.billing_id,
        claim.billing_npi,
        claim.billing_tax_id,
        claim.patient_control_number,
        claim.member_id,
        claim.rendering_npi,
        claim.frequency_code,
        claim.total_charge,
        claim.service_to,
        coalesce(claim.submitted_ts, claim.event_time) as submitted_ts,
        upper(translate(ltrim(claim.patient_control_number, ' 0'), ' -/._', '')) as number,
        upper(
            split_part(translate(ltrim(claim.patient_control_number, ' 0'), '-/._', '    '), ' ', 1)
        ) as front
    from way
    cross join live.claim as claim
),

-- A key is of charge and first day too. Of the one with something behind it the other one is the front.
loose as (
    select
        sought.doc_id,
        sought.clp_ordinal,
        case when sent.by_member then 3 else 2 end as way,
        sent.doc_id as submitted_doc_id,
        sent.clm_ordinal as submitted_clm_ordinal,
        sent.patient_control_number,
        sent.member_id,
        sent.submitted_ts,
        coalesce(sent.member_id = sought.member_id, false) as same_member,
        coalesce(sent.frequency_code = sought.frequency_code, false) as same_frequency,
        coalesce(cast(sent.submitted_ts as date) <= sought.check_date, false) as before_check
    from sought
    inner join sent
        on sent.key = sought.key
        and sent.by_member = sought.by_member
        and sent.is_test = sought.is_test
        and sent.total_charge = sought.charge
        and coalesce(sent.service_to = sought.service_to, true)
        and (
            sent.billing_id = sought.payee_id
            or sent.billing_npi = sought.payee_npi
            or sent.billing_tax_id = sought.payee_tax_id
        )
    where case
        when sent.by_member
            then sent.member_id = sought.member_id
                and coalesce(sent.rendering_npi = sought.rendering_id, true)
        when sent.number = sought.number then sent.number <> ''
        else
            (sent.number = sought.front or sent.front = sought.number)
            and character_length(sent.number) - character_length(sought.number) between -3 and 3
            and character_length(sent.number) > 2
            and character_length(sought.number) > 2
    end
),

candidate as (
    select
        doc_id,
        clp_ordinal,
        way,
        by_person,
        confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        patient_control_number,
        member_id,
        submitted_ts,
        same_member,
        same_frequency,
        same_charge,
        same_dates,
        undated,
        before_check
    from numbered
    union all
    select
        doc_id,
        clp_ordinal,
        way,
        false as by_person,
        case way
            when 2 then cast('0.90' as decimal(3, 2))
            else cast('0.80' as decimal(3, 2))
        end as confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        patient_control_number,
        member_id,
        submitted_ts,
        same_member,
        same_frequency,
        true as same_charge,
        true as same_dates,
        false as undated,
        before_check
    from loose
),

ranked as (
    select
        doc_id,
        clp_ordinal,
        way,
        by_person,
        confidence,
        submitted_doc_id,
        submitted_clm_ordinal,
        by_person or same_charge or same_dates or undated as fits,
        case
            when way >= 2 then false
            when by_person then same_member or same_charge and same_dates
            else same_member and (same_dates or undated)
        end as same_patient,
        case
            when way >= 2 then min(patient_control_number) over one
                <> max(patient_control_number) over one
            else min(member_id) over one <> max(member_id) over one
        end as shared,
        row_number() over (
            partition by doc_id, clp_ordinal
            order by
                (same_charge or same_dates or undated) desc,
                case when way >= 2 then way else 0 end,
                same_member desc,
                same_frequency desc,
                case
                    when way = 1 then 1
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
    window one as (partition by doc_id, clp_ordinal, way)
),

linked as (
    select
        doc_id,
        clp_ordinal,
        way,
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
        when unclear and way >= 2 then 'several_claims'
        when unclear and way = 1 then 'shared_payer_number'
        when unclear then 'shared_control_number'
        when way = 2 then 'normalized_control_number'
        when way = 3 then 'member_service'
        when way = 1 and fits then 'payer_claim_control_number'
        when way = 1 then 'payer_number_proposal'
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
