-- Every answer to some claims: one row per CLP, whoever the payer is.
--
-- shared            several members have the number: answers belong together by member and day too
-- sent_…            the order of business, after the check date
-- takes_back_…      of a reversal, the answer that it takes back
-- taken_back_…      of an answer, the reversal that takes it back, under whatever number that came
-- unbalanced        the claim or one of its lines does not add up: nothing of it is posted
--
-- The payer's name is the one that its own remittance has where payers.csv has none: an answer that comes later
-- says nothing of this one.

select
    answer.doc_id,
    answer.clp_ordinal,
    stored.is_test,
    stored.file_id,
    stored.record,
    answer.payer_key,
    answer.payee_id,
    answer.claim_number,
    coalesce(again.shared, false) as shared,
    answer.member_id as member,
    cast(answer.service_from as varchar) as day,
    stored.payee_npi,
    payment.payer_name,
    answer.payer_class,
    claim.payer_order,
    stored.filing_indicator,
    stored.group_number,
    stored.patient_control_number,
    answer.claim_status_code,
    claim.standing,
    cast(stored.check_date as varchar) as check_date,
    coalesce(cast(stored.event_time as varchar), '') as sent_at,
    coalesce(unit.isa_control, '') as sent_interchange,
    coalesce(unit.gs_control, '') as sent_group,
    coalesce(unit.st_control, '') as sent_set,
    coalesce(unit.content_hash, '') as content_hash,
    cast(answer.charge_amount * 100 as bigint) as charge,
    cast(answer.paid_amount * 100 as bigint) as paid,
    cast(claim.patient_share_amount * 100 as bigint) as patient_share,
    cast(claim.pended_amount * 100 as bigint) as pended,
    claim.is_current,
    claim.is_first_adjudication,
    claim.reverses_doc_id as takes_back_doc_id,
    claim.reverses_clp_ordinal as takes_back_clp_ordinal,
    claim.reversed_by_doc_id as taken_back_doc_id,
    claim.reversed_by_clp_ordinal as taken_back_clp_ordinal,
    not (claim.claim_balances and claim.lines_balance) as unbalanced
from remit_answer as answer
inner join settled_claim as claim
    on claim.doc_id = answer.doc_id
    and claim.clp_ordinal = answer.clp_ordinal
inner join raw.remit_claim as stored
    on stored.doc_id = answer.doc_id
    and stored.clp_ordinal = answer.clp_ordinal
    and stored.excluded is null
left join answered_again as again
    on again.payer_key = answer.payer_key
    and again.payee_id = answer.payee_id
    and again.claim_number = answer.claim_number
left join unit on unit.unit_id = answer.unit_id
left join remit_payment as payment on payment.doc_id = answer.doc_id
