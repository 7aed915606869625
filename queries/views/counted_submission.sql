-- One row per claim that was submitted for the first time, as rates count it: the payer it was sent to, the
-- payer's class on that day, the claim's form and the month.
--
-- payer   as in payers.csv, else as the claim names it

select
    claim.doc_id,
    claim.clm_ordinal,
    claim.unit_id,
    claim.submitted_on,
    coalesce(identity.payer_name, claim.payer_name, claim.payer_id) as payer,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    claim.claim_form,
    cast(date_trunc('month', claim.submitted_on) as date) as month
from first_submission as claim
left join payer_identity as identity
    on identity.id_type = claim.payer_id_kind
    and identity.payer_id = claim.payer_id
left join payer_alias as payer
    on payer.id_type = claim.payer_id_kind
    and payer.payer_id = claim.payer_id
    and claim.submitted_on >= payer.eff_from
    and claim.submitted_on < payer.eff_to
