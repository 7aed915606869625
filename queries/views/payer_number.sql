-- One row per number that a payer gave a claim, control number (CLM01) that it came with, and confidence, of
-- numbers that came with several: CLP07 of a remittance, REF*1K of the payer's own 277CA or 277, REF*F8 of a
-- claim that replaces or voids one. Where somebody said what an answer is for, it came with the number of that
-- claim. Most numbers come with one control number, which finds the claim alone.
--
-- payer        name in payers.csv, else the identifier; a number is unique within its payer only
-- payee_…      the provider whose control number it is
-- known_on     first day that it is told, with that confidence
-- confidence   0.99 from a remittance, else 0.98
--
-- A number that comes with more than eight control numbers is a payer's word for "none".

with said as (
    select
        claim.is_test,
        claim.payer_id,
        claim.payer_claim_control_number as number,
        coalesce(decided.patient_control_number, claim.patient_control_number)
            as patient_control_number,
        claim.payee_id,
        claim.payee_npi,
        claim.payee_tax_id,
        claim.check_date as known_on,
        cast('0.99' as decimal(3, 2)) as confidence
    from live.remit_claim as claim
    left join link_decided as decided
        on decided.remit_doc_id = claim.doc_id
        and decided.clp_ordinal = claim.clp_ordinal
    where not coalesce(decided.is_none, false)
    union all
    select
        is_test,
        reporter_id as payer_id,
        payer_claim_control_number as number,
        coalesce(patient_control_number, '') as patient_control_number,
        provider_npi as payee_id,
        provider_npi as payee_npi,
        null as payee_tax_id,
        cast(coalesce(reported_ts, event_time) as date) as known_on,
        cast('0.98' as decimal(3, 2)) as confidence
    from live.claim_ack
    where level = 'claim' and reporter_role = 'PR'
    union all
    select
        is_test,
        payer_id,
        payer_claim_control_number as number,
        patient_control_number,
        billing_id as payee_id,
        billing_npi as payee_npi,
        billing_tax_id as payee_tax_id,
        cast(coalesce(submitted_ts, event_time) as date) as known_on,
        cast('0.98' as decimal(3, 2)) as confidence
    from live.claim
),

told as (
    select
        said.is_test,
        case when known.is_known then known.payer_name else said.payer_id end as payer,
        said.number,
        said.patient_control_number,
        said.payee_id,
        said.payee_npi,
        said.payee_tax_id,
        said.known_on,
        said.confidence
    from payer_by_id as known
    right join said on said.payer_id = known.payer_id
    where ltrim(said.number, '0') <> ''
),

several as (
    select
        is_test,
        payer,
        number
    from told
    group by is_test, payer, number
    having min(patient_control_number) <> max(patient_control_number)
),

-- The same thing told twice is told once, on the first day.
named as (
    select
        told.is_test,
        told.payer,
        told.number,
        told.patient_control_number,
        told.payee_id,
        told.payee_npi,
        told.payee_tax_id,
        told.confidence,
        min(told.known_on) as known_on
    from several
    inner join told
        on told.is_test = several.is_test
        and told.payer = several.payer
        and told.number = several.number
    group by
        told.is_test,
        told.payer,
        told.number,
        told.patient_control_number,
        told.payee_id,
        told.payee_npi,
        told.payee_tax_id,
        told.confidence
),

placed as (
    select
        is_test,
        payer,
        number,
        patient_control_number,
        payee_id,
        payee_npi,
        payee_tax_id,
        known_on,
        confidence,
        dense_rank() over (
            partition by is_test, payer, number order by patient_control_number
        ) as nth
    from named
),

counted as (
    select
        is_test,
        payer,
        number,
        patient_control_number,
        payee_id,
        payee_npi,
        payee_tax_id,
        known_on,
        confidence,
        max(nth) over (partition by is_test, payer, number) as names
    from placed
)

select
    is_test,
    payer,
    number,
    patient_control_number,
    payee_id,
    payee_npi,
    payee_tax_id,
    known_on,
    confidence
from counted
where names <= 8
    and known_on is not null
    and ltrim(patient_control_number, '0') <> ''
