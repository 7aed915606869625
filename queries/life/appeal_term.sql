-- How long every level of appeal is open, by period.

select
    payer,
    payer_class,
    plan,
    level,
    days,
    day_kind,
    counted_from,
    cast(eff_from as varchar) as eff_from,
    cast(eff_to as varchar) as eff_to,
    source,
    cast(verified_on as varchar) as verified_on,
    verified_by
from appeal_term
order by payer, payer_class, plan, level, eff_from
