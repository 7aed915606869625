-- Documents that wait for a person: another one of the same payment says otherwise. `claimlake files decide`
-- settles it.

select
    held.unit_id,
    held.file_id,
    unit.unit_type,
    cast(unit.event_time as varchar) as sent_at,
    unit.st_control,
    unit.is_test as test
from excluded_unit as held
left join raw.unit as unit on unit.unit_id = held.unit_id
where held.reason = 'held'
order by sent_at, held.unit_id
