-- One row per document that a 999, 997 or TA1 answers: the set that it names, every set of the group, or
-- of the interchange. These are known by their control numbers and kind between the same two parties, whose
-- places are exchanged; of several the latest that was sent before the answer.

with answer as (
    select
        status.doc_id,
        status.level_ordinal,
        status.answer_ordinal,
        status.ack_type,
        status.level,
        status.outcome,
        status.event_time,
        status.is_test,
        status.answered_interchange,
        status.answered_group,
        status.answered_set,
        -- GS01 says which sets a group holds.
        case
            when status.level = 'set' then status.answered_set_type
            when status.level = 'group' then case status.answered_functional_id
                when 'HC' then '837'
                when 'HP' then '835'
                when 'HN' then '277'
                when 'HR' then '276'
                when 'HS' then '270'
                when 'HB' then '271'
                when 'HI' then '278'
                when 'BE' then '834'
                when 'RA' then '820'
                when 'FA' then '999'
            end
        end as set_type,
        unit.sender,
        unit.receiver
    from ack_status as status
    inner join live.unit as unit on unit.unit_id = status.unit_id
    where status.level in ('interchange', 'group', 'set')
),

-- The envelope that is answered: of one file's interchange, of one of its groups, or the set itself.
candidate as (
    select
        answer.doc_id,
        answer.level_ordinal,
        answer.answer_ordinal,
        answer.ack_type,
        answer.level,
        answer.outcome,
        answer.event_time as answered_at,
        unit.unit_id,
        unit.doc_id as answered_doc_id,
        unit.unit_type,
        unit.event_time,
        unit.content_hash,
        case answer.level
            when 'set' then unit.unit_id
            else concat_ws(
                ' ',
                unit.file_id,
                unit.member,
                cast(unit.interchange as varchar),
                case when answer.level = 'group' then cast(unit.group_ordinal as varchar) end
            )
        end as envelope
    from answer
    inner join live.unit as unit
        on unit.sender = answer.receiver
        and unit.receiver = answer.sender
        and unit.is_test = answer.is_test
    where unit.unit_type <> 'TA1'
        and coalesce(answer.set_type = substr(unit.unit_type, 1, 3), answer.level = 'interchange')
        and case answer.level
            when 'interchange' then unit.isa_control = answer.answered_interchange
            when 'group' then unit.gs_control = answer.answered_group
            else unit.gs_control = answer.answered_group and unit.st_control = answer.answered_set
        end
),

enveloped as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        ack_type,
        level,
        outcome,
        answered_at,
        unit_id,
        answered_doc_id,
        unit_type,
        envelope,
        min(event_time) over (
            partition by doc_id, level_ordinal, answer_ordinal, envelope
        ) as sent_at,
        min(content_hash) over (
            partition by doc_id, level_ordinal, answer_ordinal, envelope
        ) as content
    from candidate
),

placed as (
    select
        doc_id,
        level_ordinal,
        answer_ordinal,
        ack_type,
        level,
        outcome,
        answered_at,
        unit_id,
        answered_doc_id,
        unit_type,
        dense_rank() over (
            partition by doc_id, level_ordinal, answer_ordinal
            order by
                coalesce(sent_at <= answered_at, false) desc,
                sent_at desc nulls last,
                content,
                envelope
        ) as place
    from enveloped
)

select
    doc_id,
    level_ordinal,
    answer_ordinal,
    ack_type,
    level,
    outcome,
    answered_at,
    unit_id as answered_unit_id,
    answered_doc_id,
    unit_type as answered_type
from placed
where place = 1
