-- One row per appeal that was filed: which of its case's it is, and what the payer decided.
--
-- level        the first, second … appeal that was filed of the case. Where a case got another key, the appeal that
--              was awaited goes along; those that were decided before are not told
-- decision     overturned, partially_overturned, upheld: as people noted it or an answer of the payer says; another
--              resolution of the case where it ended otherwise before the payer decided; null while it is awaited
-- decided_on   the day of the answer, or on which people noted it
-- requested_amount   what was open when it was filed; null where that version was not mirrored

with version as (
    select
        case_id,
        version,
        min(open_amount) as open_amount,
        min(resolution) as resolution,
        min(denied_on) as denied_on,
        min(ended_on) as ended_on
    from live.denial
    group by case_id, version
),

filing as (
    select
        case_id,
        is_test,
        nth,
        action,
        cast(event_ts as date) as noted_on,
        actor as filed_by,
        packet,
        good_cause,
        row_number() over (partition by case_id order by nth) as level,
        lead(nth) over (partition by case_id order by nth) as next_nth
    from work_event
    where (action = 'stepped' and to_state = 'APPEAL_FILED')
        or (action = 'moved' and from_state in ('APPEAL_FILED', 'AWAITING_PAYER'))
),

-- A decision is noted as a step, comes with an answer, or is that the case ends.
answered as (
    select
        filing.case_id,
        filing.level,
        event.nth,
        event.to_state,
        event.automated_flag,
        cast(event.event_ts as date) as noted_on,
        row_number() over (partition by filing.case_id, filing.level order by event.nth) as place
    from filing
    inner join work_event as event
        on event.case_id = filing.case_id
    where event.nth < coalesce(filing.next_nth, event.nth + 1)
        and event.to_state <> event.from_state
        and (
            (
                event.nth > filing.nth
                and event.action in ('stepped', 'changed')
                and event.to_state in ('OVERTURNED', 'PARTIAL', 'UPHELD')
            )
            or (event.nth > filing.nth and event.action = 'ended')
            -- The answer that came with the other key.
            or (
                event.nth = filing.nth
                and event.action = 'moved'
                and event.to_state in ('OVERTURNED', 'PARTIAL', 'UPHELD', 'CLOSED')
            )
        )
)

select
    filing.case_id,
    filing.is_test,
    filing.level,
    case when filing.action = 'moved' then denial.filed_on else filing.noted_on end as filed_on,
    case when filing.action = 'stepped' then filing.filed_by end as filed_by,
    filing.packet,
    filing.good_cause,
    asked.open_amount as requested_amount,
    case
        when answered.to_state is null then null
        when answered.to_state = 'OVERTURNED' then 'overturned'
        when answered.to_state = 'PARTIAL' then 'partially_overturned'
        when answered.to_state = 'UPHELD' then 'upheld'
        else coalesce(version.resolution, denial.resolution)
    end as decision,
    case
        when answered.to_state is null then null
        when not answered.automated_flag then answered.noted_on
        when answered.to_state = 'CLOSED'
            then coalesce(version.ended_on, denial.ended_on, answered.noted_on)
        else coalesce(version.denied_on, answered.noted_on)
    end as decided_on
from filing
inner join denial on denial.case_id = filing.case_id
left join answered
    on answered.case_id = filing.case_id
    and answered.level = filing.level
    and answered.place = 1
left join version as asked
    on asked.case_id = filing.case_id
    and asked.version = filing.nth
left join version
    on version.case_id = answered.case_id
    and version.version = answered.nth
where filing.action = 'stepped'
    or denial.filed_on is not null
