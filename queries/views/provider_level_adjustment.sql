-- One row per adjustment of a PLB segment: money that belongs to no claim of its remittance, what it is for,
-- which way it goes, and the claim that its reference names.
--
-- adjustment_kind     what the reason code is for, by the list `plb`; other where that has not got it
-- effect              reduces_payment where the amount is positive, increases_payment where it is negative
-- paid_effect         what it does to the payment: the amount with its sign turned
-- forward_direction   of FB: carried_forward to a later remittance where negative, applied_from_earlier one
--                     where positive; the running balance is in `forward_balance`
-- ref_…, remit_…, link_method, link_confidence
--                     parts of the reference, and the answer that they name: see `plb_link`

select
    adjustment.source_system,
    adjustment.file_id,
    adjustment.member,
    adjustment.unit_id,
    adjustment.doc_id,
    adjustment.generation,
    adjustment.record,
    adjustment.byte,
    adjustment.event_time,
    adjustment.is_test,
    adjustment.incomplete,
    adjustment.plb_ordinal,
    adjustment.pair_ordinal,
    adjustment.payer_id,
    adjustment.payer_id_kind,
    adjustment.payee_id,
    adjustment.trace_number,
    adjustment.check_date,
    adjustment.provider_id,
    adjustment.fiscal_period_date,
    adjustment.reason_code,
    adjustment.reference_id,
    adjustment.amount,
    coalesce(identity.payer_name, seen.payer_name, adjustment.payer_id) as payer_name,
    coalesce(plb.kind, 'other') as adjustment_kind,
    plb.label as adjustment_label,
    case
        when adjustment.amount > 0 then 'reduces_payment'
        when adjustment.amount < 0 then 'increases_payment'
        else 'none'
    end as effect,
    -adjustment.amount as paid_effect,
    case
        when adjustment.reason_code <> 'FB' then null
        when adjustment.amount < 0 then 'carried_forward'
        when adjustment.amount > 0 then 'applied_from_earlier'
    end as forward_direction,
    link.ref_patient_control_number,
    link.ref_service_date,
    link.ref_payer_claim_control_number,
    link.remit_doc_id,
    link.remit_clp_ordinal,
    link.link_method,
    link.confidence as link_confidence
from live.provider_level_adjustment as adjustment
left join plb on plb.code = adjustment.reason_code
left join payer_identity as identity
    on identity.id_type = adjustment.payer_id_kind
    and identity.payer_id = adjustment.payer_id
left join payer_seen as seen
    on seen.payer_id_kind = adjustment.payer_id_kind
    and seen.payer_id = adjustment.payer_id
left join plb_link as link
    on link.doc_id = adjustment.doc_id
    and link.plb_ordinal = adjustment.plb_ordinal
    and link.pair_ordinal = adjustment.pair_ordinal
