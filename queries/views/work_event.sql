-- One row per event of a case: what was done with it, by whom, and why. It counts once however often it was
-- mirrored.

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
    digest_after
from placed
where copy = 1
