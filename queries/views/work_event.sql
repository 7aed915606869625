-- One row per event of a case: what was done with it, by whom, and why. It counts once however often it was
-- mirrored.
--
-- current_case_id   the case itself; where it stands under another key now, that one
-- place             its place in the story of that case, over all the keys that it had, from 1

with placed as (
    select
        source_system,
        file_id,
        member,
        unit_id,
        doc_id,
        generation,
        record,
        byte,
        event_time,
        is_test,
        incomplete,
        case_id,
        nth,
        action,
        event_ts,
        actor,
        actor_role,
        automated_flag,
        from_state,
        to_state,
        said,
        minutes_spent,
        assigned_to,
        snoozed_until,
        packet,
        good_cause,
        sent_claim,
        waiver_flag,
        write_off,
        moved,
        alerted_stage,
        alerted_deadline,
        digest_before,
        digest_after,
        row_number() over (
            partition by case_id, nth
            order by event_ts, digest_after, doc_id, record, unit_id
        ) as copy
    from live.work_event
)

select
    event.source_system,
    event.file_id,
    event.member,
    event.unit_id,
    event.doc_id,
    event.generation,
    event.record,
    event.byte,
    event.event_time,
    event.is_test,
    event.incomplete,
    event.case_id,
    event.nth,
    event.action,
    event.event_ts,
    event.actor,
    event.actor_role,
    event.automated_flag,
    event.from_state,
    event.to_state,
    event.said,
    event.minutes_spent,
    event.assigned_to,
    event.snoozed_until,
    event.packet,
    event.good_cause,
    event.sent_claim,
    event.waiver_flag,
    event.write_off,
    event.moved,
    event.alerted_stage,
    event.alerted_deadline,
    event.digest_before,
    event.digest_after,
    coalesce(moved.current_case_id, event.case_id) as current_case_id,
    row_number() over (
        partition by coalesce(moved.current_case_id, event.case_id)
        order by
            event.event_ts,
            case when moved.current_case_id is null then 1 else 0 end,
            event.nth,
            event.case_id
    ) as place
from placed as event
left join moved_case as moved on moved.case_id = event.case_id
where event.copy = 1
