-- Claims that were sent and of which an acknowledgment or a status says more than that it was taken: refused,
-- announced as denied, asked about. With all submissions under other control numbers that replace them.
--
-- payer_key   the payer whose terms hold: as in `told_claim`, without its word for tests

select
    claim.doc_id,
    claim.clm_ordinal,
    claim.unit_id,
    claim.is_test,
    claim.billing_id,
    claim.billing_npi,
    claim.patient_control_number,
    coalesce(identity.payer_name, claim.payer_id_kind || ' ' || claim.payer_id) as payer_key,
    concerned.claim_number,
    coalesce(identity.payer_name, claim.payer_name, claim.payer_id) as payer_name,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    cast(claim.service_from as varchar) as service_from,
    case claim.payer_order
        when 'P' then 'primary'
        when 'S' then 'secondary'
        when 'T' then 'tertiary'
        else 'unknown'
    end as payer_order,
    claim.filing_indicator,
    claim.group_number,
    cast(claim.total_charge * 100 as bigint) as charge,
    coalesce(cast(coalesce(claim.submitted_ts, claim.event_time) as varchar), '') as sent_at,
    coalesce(unit.isa_control, '') as sent_interchange,
    coalesce(unit.gs_control, '') as sent_group,
    coalesce(unit.st_control, '') as sent_set,
    coalesce(unit.content_hash, '') as content_hash
from claim
left join replaced_number as replaced
    on replaced.is_test = claim.is_test
    and replaced.payee_id = claim.billing_id
    and replaced.number = claim.patient_control_number
inner join questioned_claim as concerned
    on concerned.is_test = claim.is_test
    and concerned.billing_id = claim.billing_id
    and concerned.claim_number = coalesce(replaced.claim_number, claim.patient_control_number)
left join unit on unit.unit_id = claim.unit_id
left join payer_identity as identity
    on identity.id_type = claim.payer_id_kind
    and identity.payer_id = claim.payer_id
left join payer_alias as payer
    on payer.id_type = claim.payer_id_kind
    and payer.payer_id = claim.payer_id
    and coalesce(cast(claim.submitted_ts as date), claim.service_from) >= payer.eff_from
    and coalesce(cast(claim.submitted_ts as date), claim.service_from) < payer.eff_to
