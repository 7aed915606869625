-- One row per submitted claim that a payer gave back on a remittance without deciding on it: MA130, and
-- nothing paid.

select
    link.submitted_doc_id,
    link.submitted_clm_ordinal,
    true as is_undecided
from claim_link as link
inner join unprocessable_claim as unprocessable
    on unprocessable.doc_id = link.doc_id
    and unprocessable.clp_ordinal = link.clp_ordinal
inner join live.remit_claim as answer
    on answer.doc_id = link.doc_id
    and answer.clp_ordinal = link.clp_ordinal
where link.submitted_doc_id is not null
    and answer.paid_amount = 0
group by link.submitted_doc_id, link.submitted_clm_ordinal
