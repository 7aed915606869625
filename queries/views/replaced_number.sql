-- One row per control number under which a claim was replaced or voided that was sent under another one before,
-- and identifier of the billing provider, tests apart: CLM05-3 = 7 or 8, whose REF*F8 is the payer's number of
-- that claim, as its remittances or its own 277CAs have it.
--
-- payee_id       whatever a payer may know the provider by: NPI, tax id, else the name
-- claim_number   the control number that the claim was first sent under: over up to four replacements of
--                replacements
--
-- A payer's number that comes with more than eight control numbers is a payer's word for "none". Answered once a
-- session: what puts answers together needs it again and again.

with replacement as (
    select
        claim.is_test,
        case when known.is_known then known.payer_name else claim.payer_id end as payer,
        claim.payer_claim_control_number as number,
        claim.billing_id,
        claim.billing_npi,
        claim.billing_tax_id,
        claim.patient_control_number,
        min(cast(coalesce(claim.submitted_ts, claim.event_time) as date)) as sent_on
    from live.claim as claim
    left join payer_by_id as known on known.payer_id = claim.payer_id
    where claim.frequency_code in ('7', '8')
        and ltrim(claim.payer_claim_control_number, '0') <> ''
        and ltrim(claim.patient_control_number, '0') <> ''
    group by
        claim.is_test,
        case when known.is_known then known.payer_name else claim.payer_id end,
        claim.payer_claim_control_number,
        claim.billing_id,
        claim.billing_npi,
        claim.billing_tax_id,
        claim.patient_control_number
),

answer as (
    select
        claim.is_test,
        case when known.is_known then known.payer_name else claim.payer_id end as payer,
        claim.payer_claim_control_number as number,
        claim.payee_id,
        claim.payee_npi,
        claim.payee_tax_id,
        claim.patient_control_number,
        claim.check_date
    from live.remit_claim as claim
    left join payer_by_id as known on known.payer_id = claim.payer_id
    where ltrim(claim.payer_claim_control_number, '0') <> ''
        and ltrim(claim.patient_control_number, '0') <> ''
),

report as (
    select
        ack.is_test,
        case when known.is_known then known.payer_name else ack.reporter_id end as payer,
        ack.payer_claim_control_number as number,
        ack.provider_npi,
        ack.patient_control_number,
        cast(coalesce(ack.reported_ts, ack.event_time) as date) as reported_on
    from live.claim_ack as ack
    left join payer_by_id as known on known.payer_id = ack.reporter_id
    where ack.level = 'claim'
        and ack.reporter_role = 'PR'
        and ltrim(ack.payer_claim_control_number, '0') <> ''
        and ltrim(ack.patient_control_number, '0') <> ''
),

-- Every control number that comes with a payer's number that a replacement names. Columns of a union must not
-- tell where they are from: DataFusion 55 takes one table's word for all.
named as (
    select
        is_test,
        payer,
        number,
        billing_id,
        '' || patient_control_number as patient_control_number,
        sent_on as known_on,
        1 as preference
    from replacement
    union all
    select
        replacement.is_test,
        replacement.payer,
        replacement.number,
        replacement.billing_id,
        '' || answer.patient_control_number as patient_control_number,
        answer.check_date as known_on,
        0 as preference
    from replacement
    inner join answer
        on answer.is_test = replacement.is_test
        and answer.payer = replacement.payer
        and answer.number = replacement.number
        and (
            answer.payee_id = replacement.billing_id
            or answer.payee_npi = replacement.billing_npi
            or answer.payee_tax_id = replacement.billing_tax_id
        )
    union all
    select
        replacement.is_test,
        replacement.payer,
        replacement.number,
        replacement.billing_id,
        '' || report.patient_control_number as patient_control_number,
        report.reported_on as known_on,
        0 as preference
    from replacement
    inner join report
        on report.is_test = replacement.is_test
        and report.payer = replacement.payer
        and report.number = replacement.number
        and report.provider_npi = replacement.billing_npi
),

first_named as (
    select
        is_test,
        payer,
        number,
        billing_id,
        first_value(
            patient_control_number
            order by known_on nulls last, preference, patient_control_number
        ) as first_number
    from named
    group by is_test, payer, number, billing_id
    having count(distinct patient_control_number) <= 8
),

-- A claim that several payers know is replaced at each of them.
replaced as (
    select
        replacement.is_test,
        replacement.billing_id,
        replacement.patient_control_number as number,
        max(replacement.billing_npi) as billing_npi,
        max(replacement.billing_tax_id) as billing_tax_id,
        min(first_named.first_number) as before_number
    from first_named
    inner join replacement
        on replacement.is_test = first_named.is_test
        and replacement.payer = first_named.payer
        and replacement.number = first_named.number
        and replacement.billing_id = first_named.billing_id
    where replacement.patient_control_number <> first_named.first_number
    group by replacement.is_test, replacement.billing_id, replacement.patient_control_number
),

twice as (
    select
        replaced.is_test,
        replaced.billing_id,
        replaced.number,
        replaced.billing_npi,
        replaced.billing_tax_id,
        coalesce(earlier.before_number, replaced.before_number) as before_number
    from replaced
    left join replaced as earlier
        on earlier.is_test = replaced.is_test
        and earlier.billing_id = replaced.billing_id
        and earlier.number = replaced.before_number
),

whole as (
    select
        twice.is_test,
        twice.number,
        unnest(make_array(twice.billing_id, twice.billing_npi, twice.billing_tax_id)) as payee_id,
        coalesce(earlier.before_number, twice.before_number) as claim_number
    from twice
    left join twice as earlier
        on earlier.is_test = twice.is_test
        and earlier.billing_id = twice.billing_id
        and earlier.number = twice.before_number
)

select
    is_test,
    payee_id,
    number,
    min(claim_number) as claim_number
from whole
where payee_id is not null and number <> claim_number
group by is_test, payee_id, number
