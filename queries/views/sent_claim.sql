-- One row per claim that was submitted, for the first time or again: when, to whom, and as what.
--
-- payer   as in payers.csv, else as the claim names it
-- kind    first, else replacement or void (CLM05-3 = 7, 8), else sent_again

select
    claim.doc_id,
    claim.clm_ordinal,
    cast(coalesce(claim.submitted_ts, claim.event_time) as date) as submitted_on,
    coalesce(identity.payer_name, claim.payer_name, claim.payer_id) as payer,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    claim.claim_form,
    cast(date_trunc('month', coalesce(claim.submitted_ts, claim.event_time)) as date) as month,
    case
        when claim.frequency_code = '7' then 'replacement'
        when claim.frequency_code = '8' then 'void'
        when coalesce(submission.is_first, false) then 'first'
        else 'sent_again'
    end as kind
from live.claim as claim
left join first_submission as submission
    on submission.doc_id = claim.doc_id
    and submission.clm_ordinal = claim.clm_ordinal
left join payer_identity as identity
    on identity.id_type = claim.payer_id_kind
    and identity.payer_id = claim.payer_id
left join payer_alias as payer
    on payer.id_type = claim.payer_id_kind
    and payer.payer_id = claim.payer_id
    and cast(coalesce(claim.submitted_ts, claim.event_time) as date) >= payer.eff_from
    and cast(coalesce(claim.submitted_ts, claim.event_time) as date) < payer.eff_to
