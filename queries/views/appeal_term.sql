-- One row per payer or class of payers, plan, level of appeal and period: how long the appeal is open, by
-- appeal_rules.csv. The periods of one never overlap: a later row ends an earlier one. Of several from the same
-- day the one holds that was verified last, then one by its digest.
--
-- payer         its name in payers.csv, else the kind and the identifier; null for a class
-- payer_class   null for one payer
-- plan          null for all that have no row of their own
-- eff_to        first day it no longer holds
--
-- Which of those that fit a claim goes first: its payer's before its class's, its plan's before that of all plans.

with named as (
    select
        coalesce(identity.payer_name, told.id_type || ' ' || told.payer_id) as payer,
        told.payer_class,
        upper(told.plan) as plan,
        told.level,
        told.days,
        told.day_kind,
        told.counted_from,
        coalesce(told.eff_from, date '0001-01-01') as eff_from,
        coalesce(told.eff_to, date '9999-12-31') as eff_to,
        told.source,
        told.verified_on,
        told.verified_by,
        told.doc_id
    from live.appeal_rule as told
    left join payer_identity as identity
        on identity.id_type = told.id_type
        and identity.payer_id = told.payer_id
),

stated as (
    select
        payer,
        payer_class,
        plan,
        level,
        days,
        day_kind,
        counted_from,
        eff_from,
        eff_to,
        source,
        verified_on,
        verified_by,
        row_number() over (
            partition by payer, payer_class, plan, level, eff_from
            order by verified_on desc nulls last, doc_id
        ) as choice
    from named
),

bounded as (
    select
        payer,
        payer_class,
        plan,
        level,
        days,
        day_kind,
        counted_from,
        eff_from,
        eff_to,
        source,
        verified_on,
        verified_by,
        lead(eff_from) over (
            partition by payer, payer_class, plan, level order by eff_from
        ) as next_from
    from stated
    where choice = 1
)

select
    payer,
    payer_class,
    plan,
    level,
    days,
    day_kind,
    counted_from,
    eff_from,
    least(eff_to, coalesce(next_from, date '9999-12-31')) as eff_to,
    source,
    verified_on,
    verified_by
from bounded
