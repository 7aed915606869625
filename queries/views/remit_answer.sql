-- One row per adjudicated claim: who answered, for which claim, in which standing, and what it refused.
-- The lean half of `remit_claim`; rates are counted over it.
--
-- payer_key       the payer whatever identifier it used: its name in payers.csv, else the identifier
-- claim_number    CLP01; where a payer sends 0 for "none", its own number, else nothing shared
-- payer_order     CLP02, else SBR01 of the claim; unknown counts as primary
-- standing        adjudicated, or why it is none: tested from the top

with told as (
    select
        claim.remit_claim_sk,
        claim.remit_sk,
        claim.source_system,
        claim.unit_id,
        claim.doc_id,
        claim.event_time,
        claim.clp_ordinal,
        claim.check_date,
        claim.payer_id,
        claim.payer_id_kind,
        claim.payee_id,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.claim_status_code,
        claim.frequency_code,
        claim.charge_amount,
        claim.paid_amount,
        payer.payer_name as known_payer_name,
        coalesce(payer.payer_class, 'unknown') as payer_class,
        coalesce(payer.capitated, false) as capitated,
        coalesce(payer.payer_name, claim.payer_id_kind || ' ' || claim.payer_id) as payer_key,
        case
            when ltrim(claim.patient_control_number, '0') <> '' then claim.patient_control_number
            else coalesce('CLP07 ' || claim.payer_claim_control_number, claim.remit_claim_sk)
        end as claim_number
    from live.remit_claim as claim
    left join payer_alias as payer
        on payer.id_type = claim.payer_id_kind
        and payer.payer_id = claim.payer_id
        and coalesce(claim.check_date, date '9999-12-30') >= payer.eff_from
        and coalesce(claim.check_date, date '9999-12-30') < payer.eff_to
)

select
    told.remit_claim_sk,
    told.remit_sk,
    told.source_system,
    told.unit_id,
    told.doc_id,
    told.event_time,
    told.clp_ordinal,
    told.check_date,
    told.payer_id,
    told.payer_id_kind,
    told.known_payer_name,
    told.payer_class,
    told.capitated,
    told.payer_key,
    told.payee_id,
    told.claim_number,
    told.payer_claim_control_number,
    told.claim_status_code,
    told.charge_amount,
    told.paid_amount,
    coalesce(refused.denied_amount, 0) as denied_amount,
    case
        when told.claim_status_code in ('1', '19') then 'primary'
        when told.claim_status_code in ('2', '20') then 'secondary'
        when told.claim_status_code in ('3', '21') then 'tertiary'
        when submitted.payer_order = 'P' then 'primary'
        when submitted.payer_order = 'S' then 'secondary'
        when submitted.payer_order = 'T' then 'tertiary'
        else 'unknown'
    end as payer_order,
    case
        when told.claim_status_code = '25' then 'predetermination'
        when told.claim_status_code = '22' then 'reversal'
        when told.claim_status_code = '23' then 'forwarded'
        when refused.pended_amount > 0 and told.paid_amount = 0 then 'pended'
        when unprocessable.remit_claim_sk is not null and told.paid_amount = 0
            then 'unprocessable'
        when told.frequency_code = '8' then 'void'
        when refused.denied_amount > 0
            and refused.duplicate_amount = refused.denied_amount
            and told.paid_amount = 0
            then 'duplicate'
        else 'adjudicated'
    end as standing
from told
left join refused_amount as refused
    on refused.remit_claim_sk = told.remit_claim_sk
left join unprocessable_claim as unprocessable
    on unprocessable.remit_claim_sk = told.remit_claim_sk
left join submitted_order as submitted
    on submitted.billing_id = told.payee_id
    and submitted.patient_control_number = told.patient_control_number
    and told.claim_status_code not in ('1', '2', '3', '19', '20', '21')
