-- One row per submitted claim that was acknowledged in any way: by a 277CA of its own, or with the file it
-- came in.
--
-- outcome         the last word before a decision: accepted or rejected, of the payer where it said
--                 anything, else of the clearinghouse; null where it is only known to be received
-- was_rejected    by anybody, at any time
-- file_rejected   its set, group or interchange was refused

with answer as (
    select
        link.submitted_doc_id,
        link.submitted_clm_ordinal,
        status.outcome,
        row_number() over (
            partition by link.submitted_doc_id, link.submitted_clm_ordinal
            order by
                case when status.outcome in ('accepted', 'rejected') then 0 else 1 end,
                case when status.reporter = 'payer' then 0 else 1 end,
                coalesce(status.reported_ts, status.event_time) desc nulls last,
                status.event_time desc nulls last,
                unit.isa_control desc,
                unit.gs_control desc,
                unit.st_control desc,
                unit.content_hash desc,
                case when status.outcome = 'rejected' then 0 else 1 end,
                status.level_ordinal desc,
                status.answer_ordinal desc,
                status.status_ordinal desc
        ) as place
    from ack_link as link
    inner join ack_status as status
        on status.doc_id = link.doc_id
        and status.level_ordinal = link.level_ordinal
        and status.answer_ordinal = link.answer_ordinal
    left join live.unit as unit on unit.unit_id = status.unit_id
    where link.submitted_doc_id is not null
        and status.ack_type = '277CA'
        and status.level = 'claim'
        and status.outcome is not null
),

answered as (
    select
        submitted_doc_id as doc_id,
        submitted_clm_ordinal as clm_ordinal,
        max(case when place = 1 and outcome in ('accepted', 'rejected') then outcome end) as outcome,
        bool_or(outcome = 'rejected') as was_rejected,
        true as has_277ca
    from answer
    group by submitted_doc_id, submitted_clm_ordinal
),

file_answered as (
    select
        answered_unit_id as unit_id,
        bool_or(outcome = 'rejected') as file_rejected,
        true as has_file
    from answered_unit
    group by answered_unit_id
)

select
    claim.doc_id,
    claim.clm_ordinal,
    answered.outcome,
    true as is_acknowledged,
    coalesce(answered.has_277ca, false) as has_277ca,
    coalesce(answered.was_rejected, false) as was_rejected,
    coalesce(file_answered.file_rejected, false) as file_rejected
from live.claim as claim
left join answered
    on answered.doc_id = claim.doc_id
    and answered.clm_ordinal = claim.clm_ordinal
left join file_answered on file_answered.unit_id = claim.unit_id
where coalesce(answered.has_277ca, false) or coalesce(file_answered.has_file, false)
