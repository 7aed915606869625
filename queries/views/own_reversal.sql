-- One row per reversal that answers what we sent ourselves: a void or a replacement of the claim (CLM05-3 = 8,
-- 7), sent before the reversal and after what the reversal takes back was sent.

with sent as (
    select
        claim.is_test,
        claim.billing_id,
        claim.billing_npi,
        claim.billing_tax_id,
        coalesce(replaced.claim_number, claim.patient_control_number) as claim_number,
        coalesce(claim.submitted_ts, claim.event_time) as sent_at
    from live.claim as claim
    left join replaced_number as replaced
        on replaced.is_test = claim.is_test
        and replaced.payee_id = claim.billing_id
        and replaced.number = claim.patient_control_number
    where claim.frequency_code in ('7', '8')
),

original as (
    select
        link.doc_id,
        link.clp_ordinal,
        coalesce(claim.submitted_ts, claim.event_time) as sent_at
    from claim_link as link
    inner join live.remit_claim as answer
        on answer.doc_id = link.doc_id
        and answer.clp_ordinal = link.clp_ordinal
    inner join live.claim as claim
        on claim.doc_id = link.submitted_doc_id
        and claim.clm_ordinal = link.submitted_clm_ordinal
    -- What was sent after the answer is not what it answers, though nothing else may be here.
    where cast(coalesce(claim.submitted_ts, claim.event_time) as date) <= answer.check_date
)

select distinct
    reversal.doc_id,
    reversal.clp_ordinal,
    true as is_own
from reversal
inner join told_claim as answer
    on answer.doc_id = reversal.doc_id
    and answer.clp_ordinal = reversal.clp_ordinal
inner join sent
    on sent.is_test = answer.is_test
    and sent.claim_number = answer.claim_number
    and answer.payee_id in (sent.billing_id, sent.billing_npi, sent.billing_tax_id)
left join original
    on original.doc_id = reversal.reversed_doc_id
    and original.clp_ordinal = reversal.reversed_clp_ordinal
where cast(sent.sent_at as date) <= answer.check_date
    and coalesce(sent.sent_at > original.sent_at, true)
