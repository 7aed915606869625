-- One row per document that a 999, 997 or TA1 answers: the set that it names, every set of the group, or
-- of the interchange. It is known by its control numbers between the same two parties, whose places are
-- exchanged; of several the latest that was sent before the answer.

with answer as (
    select
        status.doc_id,
        status.level_ordinal,
        status.ack_type,
        status.level,
        status.outcome,
        status.event_time,
        status.is_test,
        status.answered_interchange,
        status.answered_group,
        status.answered_set,
        unit.sender,
        unit.receiver
    from ack_status as status
    inner join live.unit as unit on unit.unit_id = status.unit_id
    where status.level in ('interchange', 'group', 'set')
),

candidate as (
    select
        answer.doc_id,
        answer.level_ordinal,
        answer.ack_type,
        answer.level,
        answer.outcome,
        answer.event_time as answered_at,
        unit.unit_id as answered_unit_id,
        unit.doc_id as answered_doc_id,
        unit.unit_type as answered_type,
        rank() over (
            partition by answer.doc_id, answer.level_ordinal
            order by
                coalesce(unit.event_time <= answer.event_time, false) desc,
                unit.event_time desc nulls last
        ) as place
    from answer
    inner join live.unit as unit
        on unit.sender = answer.receiver
        and unit.receiver = answer.sender
        and unit.is_test = answer.is_test
    where case answer.level
            when 'interchange' then unit.isa_control = answer.answered_interchange
            when 'group' then unit.gs_control = answer.answered_group
            else unit.gs_control = answer.answered_group and unit.st_control = answer.answered_set
        end
)

select
    doc_id,
    level_ordinal,
    ack_type,
    level,
    outcome,
    answered_at,
    answered_unit_id,
    answered_doc_id,
    answered_type
from candidate
where place = 1
