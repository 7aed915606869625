-- One row per provider's adjustment (PLB) that takes an overpayment back or gives it again: WO, WU, WW. A
-- payer that puts a recovery off sends it twice, once with either sign: their sum is the loss.
--
-- collects_reversal   it names a claim that a reversal took back: what is lost is told by that already

with reversed_claim as (
    select
        payer_key,
        payee_id,
        claim_number,
        true as is_reversed
    from told_claim
    where claim_status_code = '22'
    group by payer_key, payee_id, claim_number
)

select
    adjustment.doc_id,
    adjustment.plb_ordinal,
    adjustment.pair_ordinal,
    adjustment.check_date,
    adjustment.amount,
    coalesce(reversed_claim.is_reversed, false) as collects_reversal
from provider_level_adjustment as adjustment
left join told_claim as answer
    on answer.doc_id = adjustment.remit_doc_id
    and answer.clp_ordinal = adjustment.remit_clp_ordinal
left join reversed_claim
    on reversed_claim.payer_key = answer.payer_key
    and reversed_claim.payee_id = answer.payee_id
    and reversed_claim.claim_number = answer.claim_number
where adjustment.adjustment_kind in (
    'overpayment_recovery', 'unspecified_recovery', 'overpayment_credit'
)
