-- Of each answer of which somebody decided something how often, and what holds: of decisions that count the last
-- one, else nothing.

with counting as (
    select
        remit_doc_id,
        clp_ordinal,
        last_value(patient_control_number order by nth, decided_by, doc_id) as patient_control_number,
        last_value(otherwise order by nth, decided_by, doc_id) as otherwise,
        last_value(decided_by order by nth, decided_by, doc_id) as decided_by
    from raw.link_decision
    where excluded is null
    group by remit_doc_id, clp_ordinal
),

decided as (
    select
        remit_doc_id,
        clp_ordinal,
        max(nth) as nth
    from raw.link_decision
    group by remit_doc_id, clp_ordinal
)

select
    decided.remit_doc_id,
    decided.clp_ordinal,
    decided.nth,
    counting.patient_control_number,
    counting.otherwise,
    counting.decided_by
from decided
left join counting
    on counting.remit_doc_id = decided.remit_doc_id
    and counting.clp_ordinal = decided.clp_ordinal
order by remit_doc_id, clp_ordinal
