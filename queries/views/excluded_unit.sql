-- One row per unit or generation of a file that does not count now, with the reason.
-- `raw.excluded_unit` is the log that it comes from: the newest batch of a scope holds.

with entry as (
    select
        batch,
        scope,
        unit_id,
        file_id,
        generation,
        reason,
        active,
        row_number() over (
            partition by scope, unit_id, file_id, generation order by batch desc, active desc
        ) as place
    from live.excluded_unit
)

select
    batch,
    scope,
    unit_id,
    file_id,
    generation,
    reason
from entry
where place = 1 and active
