-- One row per case: what is known of a denial, and what people did with it, as of the newest version that was
-- mirrored. What nothing speaks of any more, and nobody touched, is left out, as the command line does.
--
-- current_denied_amount   none once nothing speaks of it any more
-- open_amount             what can still be asked for; none once it is closed
-- written_off_amount      what was still open when it was written off
-- dept, avoidable, recoverable   of the reason that leads, as `carc` has them
-- vanished                nothing speaks of it any more, but somebody had it in hand
-- changed_ts              when it came to this version
-- resolved_as             what became of it: by what was received (resolution) or by people (overturned,
--                         partially_overturned, written_off, patient_responsibility, rebilled_other_payer, closed);
--                         null while something is left to ask for
-- resolved_on             the day: of the answer, or on which people closed it; of what got another key since, the
--                         day of that

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
        version,
        queue,
        kind,
        category,
        patient_control_number,
        billing_npi,
        payer,
        payer_class,
        payer_order,
        line,
        group_code,
        carc,
        rarcs,
        unmapped,
        is_initial,
        denied_amount,
        current_denied_amount,
        open_amount,
        recovered_amount,
        expected_amount,
        priority,
        open_flag,
        appealable,
        recurrences,
        resolution,
        opened_on,
        denied_on,
        ended_on,
        deadline,
        deadline_rule,
        unbalanced,
        parent,
        state,
        owner,
        snoozed_until,
        touched,
        minutes,
        appeal_level,
        filed_on,
        write_off,
        closed_because,
        flags,
        batch,
        row_number() over (
            partition by case_id
            order by version desc, batch desc, doc_id, record, unit_id
        ) as place
    from live.denial
),

newest as (
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
        version,
        queue,
        kind,
        category,
        patient_control_number,
        billing_npi,
        payer,
        payer_class,
        payer_order,
        line,
        group_code,
        carc,
        rarcs,
        unmapped,
        is_initial,
        denied_amount,
        current_denied_amount,
        open_amount,
        recovered_amount,
        expected_amount,
        priority,
        open_flag,
        appealable,
        recurrences,
        resolution,
        opened_on,
        denied_on,
        ended_on,
        deadline,
        deadline_rule,
        unbalanced,
        parent,
        state,
        owner,
        snoozed_until,
        touched,
        minutes,
        appeal_level,
        filed_on,
        write_off,
        closed_because,
        flags,
        batch
    from placed
    where place = 1
),

closing as (
    select
        case_id,
        from_state,
        cast(event_ts as date) as closed_on,
        row_number() over (partition by case_id order by nth desc) as place
    from work_event
    where to_state = 'CLOSED'
        and (coalesce(from_state, '') <> 'CLOSED' or action = 'moved')
)

select
    newest.source_system,
    newest.file_id,
    newest.member,
    newest.unit_id,
    newest.doc_id,
    newest.generation,
    newest.record,
    newest.byte,
    newest.event_time,
    newest.is_test,
    newest.incomplete,
    newest.case_id,
    newest.version,
    newest.queue,
    newest.kind,
    newest.category,
    newest.patient_control_number,
    newest.billing_npi,
    newest.payer,
    newest.payer_class,
    newest.payer_order,
    newest.line,
    newest.group_code,
    newest.carc,
    newest.rarcs,
    newest.unmapped,
    newest.is_initial,
    newest.denied_amount,
    case when strpos(newest.flags, 'vanished') > 0 then 0 else newest.current_denied_amount end
        as current_denied_amount,
    case when newest.state = 'CLOSED' then 0 else newest.open_amount end as open_amount,
    newest.recovered_amount,
    newest.expected_amount,
    newest.priority,
    newest.open_flag,
    newest.appealable,
    newest.recurrences,
    newest.resolution,
    newest.opened_on,
    newest.denied_on,
    newest.ended_on,
    newest.deadline,
    newest.deadline_rule,
    newest.unbalanced,
    newest.parent,
    newest.state,
    newest.owner,
    newest.snoozed_until,
    newest.touched,
    newest.minutes,
    newest.appeal_level,
    newest.filed_on,
    newest.write_off,
    newest.closed_because,
    newest.flags,
    newest.batch,
    case
        when newest.state = 'CLOSED' and newest.closed_because = newest.write_off
            then newest.open_amount
        else 0
    end as written_off_amount,
    nullif(reason.dept, '') as dept,
    nullif(reason.avoidable, '') as avoidable,
    nullif(reason.recoverable, '') as recoverable,
    strpos(newest.flags, 'vanished') > 0 as vanished,
    event.event_ts as changed_ts,
    case
        when not newest.open_flag then newest.resolution
        when newest.state <> 'CLOSED' then null
        when closing.from_state = 'OVERTURNED' then 'overturned'
        when closing.from_state = 'PARTIAL' or newest.resolution = 'partially_overturned'
            then 'partially_overturned'
        when newest.closed_because = newest.write_off then 'written_off'
        when closing.from_state = 'PATIENT_RESPONSIBILITY' then 'patient_responsibility'
        when closing.from_state = 'REBILL_OTHER_PAYER' then 'rebilled_other_payer'
        else 'closed'
    end as resolved_as,
    case
        when not newest.open_flag then newest.ended_on
        when newest.state = 'CLOSED' then closing.closed_on
    end as resolved_on
from newest
left join closing
    on closing.case_id = newest.case_id
    and closing.place = 1
left join work_event as event
    on event.case_id = newest.case_id
    and event.nth = newest.version
left join carc as reason
    on reason.group_code = newest.group_code
    and reason.carc = newest.carc
where newest.touched
    or strpos(newest.flags, 'vanished') = 0
