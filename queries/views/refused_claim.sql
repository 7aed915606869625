-- One row per claim, by payee and number, that cases may come of: some payer ever refused something of it, left
-- it undecided or took it back, or the next payer's answer to it is missing.

with concerned as (
    select
        answer.payee_id,
        answer.claim_number
    from remit_answer as answer
    inner join refused_amount as refused
        on refused.doc_id = answer.doc_id
        and refused.clp_ordinal = answer.clp_ordinal
    union all
    select
        payee_id,
        claim_number
    from told_claim
    where claim_status_code = '22'
    union all
    -- Under whatever number the reversal came.
    select
        answer.payee_id,
        answer.claim_number
    from reversal
    inner join told_claim as answer
        on answer.doc_id = reversal.reversed_doc_id
        and answer.clp_ordinal = reversal.reversed_clp_ordinal
    union all
    select
        answer.payee_id,
        answer.claim_number
    from plb_link as link
    inner join live.provider_level_adjustment as adjustment
        on adjustment.doc_id = link.doc_id
        and adjustment.plb_ordinal = link.plb_ordinal
        and adjustment.pair_ordinal = link.pair_ordinal
    inner join told_claim as answer
        on answer.doc_id = link.remit_doc_id
        and answer.clp_ordinal = link.remit_clp_ordinal
    where adjustment.reason_code = 'WO'
    union all
    select
        payee_id,
        claim_number
    from crossed_claim
)

select distinct
    payee_id,
    claim_number
from concerned
