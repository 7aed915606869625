-- One row per submitted claim that a payer gave back on a remittance without deciding on it: MA130, and
-- nothing paid.

select
    link.submitted_doc_id,
    link.submitted_clm_ordinal,
    true as is_undecided
from unprocessable_claim as unprocessable
inner join live.remit_claim as answer
    on answer.doc_id = unprocessable.doc_id
    and answer.clp_ordinal = unprocessable.clp_ordinal
inner join claim_link as link
    on link.doc_id = unprocessable.doc_id
    and link.clp_ordinal = unprocessable.clp_ordinal
where link.submitted_doc_id is not null
    and answer.paid_amount = 0
group by link.submitted_doc_id, link.submitted_clm_ordinal
