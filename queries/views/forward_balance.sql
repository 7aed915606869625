-- One row per forward balance (PLB reason FB): the ledger of one payer and payee, in the order of the checks.
-- Nothing is left out for want of a partner.
--
-- direction          carried_forward: the payer will take it from a later payment (sent negative);
--                    applied_from_earlier: it takes what it carried forward (sent positive)
-- balance_change     what it adds to the balance: the amount with its sign turned
-- balance            what the payer has still to take, after this entry; below zero it took more than it
--                    carried forward, or what it carried forward is not here
-- unapplied_amount   of what was carried forward: what no later entry took, the oldest being taken first
-- uncovered_amount   of what was applied: what no earlier entry had carried forward

with entry as (
    select
        adjustment.source_system,
        adjustment.unit_id,
        adjustment.doc_id,
        adjustment.plb_ordinal,
        adjustment.pair_ordinal,
        adjustment.payer_id,
        adjustment.payer_id_kind,
        adjustment.payee_id,
        adjustment.provider_id,
        adjustment.trace_number,
        adjustment.check_date,
        adjustment.reference_id,
        adjustment.amount,
        coalesce(identity.payer_name, adjustment.payer_id) as payer_name,
        case when adjustment.is_test then 'test ' else '' end
            || coalesce(identity.payer_name, adjustment.payer_id_kind || ' ' || adjustment.payer_id)
            as payer_key,
        greatest(-adjustment.amount, 0) as carried,
        greatest(adjustment.amount, 0) as applied,
        row_number() over (
            order by
                adjustment.check_date nulls last,
                adjustment.event_time nulls last,
                unit.isa_control,
                unit.gs_control,
                unit.st_control,
                unit.content_hash,
                adjustment.plb_ordinal,
                adjustment.pair_ordinal
        ) as place
    from live.provider_level_adjustment as adjustment
    left join payer_identity as identity
        on identity.id_type = adjustment.payer_id_kind
        and identity.payer_id = adjustment.payer_id
    left join live.unit as unit on unit.unit_id = adjustment.unit_id
    where adjustment.reason_code = 'FB'
),

run as (
    select
        source_system,
        unit_id,
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payer_id,
        payer_id_kind,
        payee_id,
        provider_id,
        trace_number,
        check_date,
        reference_id,
        amount,
        payer_name,
        payer_key,
        carried,
        applied,
        place,
        sum(carried - applied) over one as balance,
        sum(carried) over one as carried_until
    from entry
    window one as (
        partition by payer_key, payee_id order by place
        rows between unbounded preceding and current row
    )
),

-- How far below zero the balance has been: nothing that was carried forward covers that.
deepest as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        least(
            min(balance) over (
                partition by payer_key, payee_id order by place
                rows between unbounded preceding and current row
            ),
            0
        ) as depth
    from run
),

covered as (
    select
        run.source_system,
        run.unit_id,
        run.doc_id,
        run.plb_ordinal,
        run.pair_ordinal,
        run.payer_id,
        run.payer_id_kind,
        run.payee_id,
        run.provider_id,
        run.trace_number,
        run.check_date,
        run.reference_id,
        run.amount,
        run.payer_name,
        run.payer_key,
        run.carried,
        run.applied,
        run.balance,
        run.carried_until,
        coalesce(
            lag(deepest.depth) over (partition by run.payer_key, run.payee_id order by run.place), 0
        ) - deepest.depth as uncovered_amount
    from run
    inner join deepest
        on deepest.doc_id = run.doc_id
        and deepest.plb_ordinal = run.plb_ordinal
        and deepest.pair_ordinal = run.pair_ordinal
)

select
    source_system,
    unit_id,
    doc_id,
    plb_ordinal,
    pair_ordinal,
    payer_id,
    payer_id_kind,
    payer_name,
    payee_id,
    provider_id,
    trace_number,
    check_date,
    reference_id,
    case
        when amount < 0 then 'carried_forward'
        when amount > 0 then 'applied_from_earlier'
    end as direction,
    amount,
    carried - applied as balance_change,
    balance,
    greatest(
        0,
        least(
            carried,
            carried_until
                - sum(applied - uncovered_amount) over (partition by payer_key, payee_id)
        )
    ) as unapplied_amount,
    uncovered_amount
from covered
