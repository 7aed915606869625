-- One row per identifier of a payer and period, from payers.csv. The periods of one identifier never
-- overlap: a later row ends an earlier one, and of two rows from the same day one is taken by its content.

with stated as (
    select
        id_type,
        payer_id,
        payer_name,
        payer_class,
        capitated,
        eff_from,
        eff_to,
        row_number() over (
            partition by id_type, payer_id, eff_from
            order by eff_to desc nulls first, payer_name, payer_class, capitated, doc_id
        ) as choice
    from live.payer
),

bounded as (
    select
        id_type,
        payer_id,
        payer_name,
        payer_class,
        capitated,
        eff_from,
        eff_to,
        lead(eff_from) over (
            partition by id_type, payer_id order by eff_from nulls first
        ) as next_from
    from stated
    where choice = 1
)

select
    id_type,
    payer_id,
    payer_name,
    payer_class,
    capitated,
    coalesce(eff_from, date '0001-01-01') as eff_from,
    least(
        coalesce(eff_to, date '9999-12-31'), coalesce(next_from, date '9999-12-31')
    ) as eff_to
from bounded
