-- One row per identifier of a payer: its newest name in payers.csv, whatever day the name holds from. Who
-- a payer is does not change with a date: answers of one payer belong together before and after. Class
-- and capitation do change: they are in `payer_alias`.

select
    id_type,
    payer_id,
    first_value(payer_name order by eff_from desc) as payer_name
from payer_alias
group by id_type, payer_id
