-- What acknowledgments and statuses say of the claims of `submission`, and what remittances answer: one row each.

with sent as (
    select
        claim.doc_id,
        claim.clm_ordinal,
        claim.unit_id
    from claim
    left join replaced_number as replaced
        on replaced.is_test = claim.is_test
        and replaced.payee_id = claim.billing_id
        and replaced.number = claim.patient_control_number
    inner join questioned_claim as concerned
        on concerned.is_test = claim.is_test
        and concerned.billing_id = claim.billing_id
        and concerned.claim_number = coalesce(replaced.claim_number, claim.patient_control_number)
)

select
    ack.submitted_doc_id as doc_id,
    ack.submitted_clm_ordinal as clm_ordinal,
    ack.ack_type,
    ack.outcome,
    ack.reporter,
    ack.provisional_denial,
    ack.status_code,
    ack.entity_code,
    false as denied,
    ack.doc_id as by_doc_id,
    ack.level_ordinal * 1000000 + ack.answer_ordinal * 1000 + ack.status_ordinal as by_ordinal,
    coalesce(cast(coalesce(ack.reported_ts, ack.event_time) as varchar), '') as sent_at,
    coalesce(unit.isa_control, '') as sent_interchange,
    coalesce(unit.gs_control, '') as sent_group,
    coalesce(unit.st_control, '') as sent_set,
    coalesce(unit.content_hash, '') as content_hash
from sent
inner join claim_ack as ack
    on ack.submitted_doc_id = sent.doc_id
    and ack.submitted_clm_ordinal = sent.clm_ordinal
left join unit on unit.unit_id = ack.unit_id
where ack.level = 'claim'
    and ack.outcome is not null
union all
select
    sent.doc_id,
    sent.clm_ordinal,
    answered.ack_type,
    answered.outcome,
    'unknown' as reporter,
    false as provisional_denial,
    null as status_code,
    null as entity_code,
    false as denied,
    answered.doc_id as by_doc_id,
    answered.level_ordinal * 1000000 + answered.answer_ordinal * 1000 as by_ordinal,
    coalesce(cast(answered.answered_at as varchar), '') as sent_at,
    '' as sent_interchange,
    '' as sent_group,
    '' as sent_set,
    '' as content_hash
from sent
inner join answered_unit as answered on answered.answered_unit_id = sent.unit_id
where answered.outcome in ('accepted', 'rejected')
union all
select
    link.submitted_doc_id as doc_id,
    link.submitted_clm_ordinal as clm_ordinal,
    '835' as ack_type,
    answer.standing as outcome,
    'payer' as reporter,
    false as provisional_denial,
    null as status_code,
    null as entity_code,
    answer.denied_amount > 0 as denied,
    answer.doc_id as by_doc_id,
    answer.clp_ordinal as by_ordinal,
    coalesce(cast(answer.check_date as varchar), '') as sent_at,
    coalesce(unit.isa_control, '') as sent_interchange,
    coalesce(unit.gs_control, '') as sent_group,
    coalesce(unit.st_control, '') as sent_set,
    coalesce(unit.content_hash, '') as content_hash
from sent
inner join claim_link as link
    on link.submitted_doc_id = sent.doc_id
    and link.submitted_clm_ordinal = sent.clm_ordinal
inner join remit_answer as answer
    on answer.doc_id = link.doc_id
    and answer.clp_ordinal = link.clp_ordinal
left join unit on unit.unit_id = answer.unit_id
where answer.standing in ('adjudicated', 'unprocessable', 'void')
