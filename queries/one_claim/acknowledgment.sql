-- What acknowledgments and statuses say of a claim, in the order of business.

with numbered as (
    select cast($number as varchar) as number
    union
    select same_number as number
    from same_claim
    where number = $number
)

select
    ack.ack_type,
    cast(coalesce(ack.reported_ts, ack.event_time) as varchar) as reported_at,
    ack.reporter,
    ack.reporter_name,
    ack.category_code,
    ack.status_code,
    ack.entity_code,
    ack.outcome,
    ack.outcome_label,
    ack.payer_claim_control_number,
    ack.submitted_doc_id,
    ack.submitted_clm_ordinal,
    ack.link_method,
    ack.link_confidence,
    ack.is_test as test,
    ack.file_id,
    ack.record
from claim_ack as ack
left join claim
    on claim.doc_id = ack.submitted_doc_id
    and claim.clm_ordinal = ack.submitted_clm_ordinal
where (
        ack.patient_control_number in (select number from numbered)
        or claim.patient_control_number in (select number from numbered)
    )
    and ack.level = 'claim'
order by reported_at, ack.doc_id, ack.level_ordinal, ack.answer_ordinal, ack.status_ordinal
