-- One row per adjudicated claim whose payer pays by capitation on the day of the check.

select
    claim.doc_id,
    claim.clp_ordinal,
    true as is_capitated
from live.remit_claim as claim
inner join payer_alias as payer
    on payer.id_type = claim.payer_id_kind
    and payer.payer_id = claim.payer_id
    and coalesce(claim.check_date, date '9999-12-30') >= payer.eff_from
    and coalesce(claim.check_date, date '9999-12-30') < payer.eff_to
where payer.capitated
