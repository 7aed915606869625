-- One row per claim, by payee and number, in which some payer ever refused or left something undecided.

select distinct
    answer.payee_id,
    answer.claim_number
from remit_answer as answer
inner join refused_amount as refused
    on refused.doc_id = answer.doc_id
    and refused.clp_ordinal = answer.clp_ordinal
