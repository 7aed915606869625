-- One row per row of `claim_ack`: what came of the thing that was sent, and who says so. The lean half of
-- the view of that name.
--
-- outcome    by the list `ack`: the code, else what all codes with its first letter mean
-- reporter   payer, or clearinghouse; unknown where nobody is named, as in a 999

select
    told.unit_id,
    told.doc_id,
    told.event_time,
    told.is_test,
    told.level_ordinal,
    told.answer_ordinal,
    told.line_ordinal,
    told.status_ordinal,
    told.ack_type,
    told.level,
    told.reported_ts,
    told.answered_interchange,
    told.answered_ts,
    told.answered_functional_id,
    told.answered_group,
    told.answered_set_type,
    told.answered_set,
    coalesce(code.outcome, family.outcome) as outcome,
    coalesce(code.label, family.label) as outcome_label,
    case told.reporter_role
        when 'PR' then 'payer'
        when 'AY' then 'clearinghouse'
        else 'unknown'
    end as reporter
from live.claim_ack as told
left join ack as code
    on code.code = told.category_code
    and code.list = case
        when told.ack_type in ('277CA', '277') then 'STC'
        when told.ack_type = 'TA1' then 'TA1'
        else '999'
    end
left join ack as family
    on family.code = substr(told.category_code, 1, 1)
    and family.list = 'STC'
    and told.ack_type in ('277CA', '277')
