-- One row per answer of which somebody said what it is for, and nobody took it back: the last decision. Answered
-- once a session.
--
-- patient_control_number   CLM01 of the claim that it is for; null where it is for none of ours

with last as (
    select
        remit_doc_id,
        clp_ordinal,
        last_value(patient_control_number order by nth, decided_by, doc_id) as patient_control_number,
        last_value(otherwise order by nth, decided_by, doc_id) as otherwise
    from live.link_decision
    group by remit_doc_id, clp_ordinal
)

select
    remit_doc_id,
    clp_ordinal,
    patient_control_number,
    true as is_decided,
    coalesce(otherwise, '') = 'none' as is_none
from last
where coalesce(otherwise, '') <> 'open'
