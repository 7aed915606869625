-- One row per adjudicated claim: who answered, for which claim, in which standing, and what it refused.
-- The lean half of `remit_claim`; rates are counted over it.
--
-- payer_order     CLP02, else SBR01 of what was submitted to this payer, else of all submissions where they
--                 agree; unknown counts as primary
-- standing        adjudicated, or why it is none: tested from the top
--
-- Whether a joined row is there is told by a column of its own: DataFusion 55 takes one side's key for the
-- other's where both are equal, and a test for null then asks the wrong side.
--
-- Written from the small to the large: a join holds its first table in memory, and there are as many
-- answers as there are claims.

select
    told.source_system,
    told.unit_id,
    told.doc_id,
    told.event_time,
    told.clp_ordinal,
    told.check_date,
    told.payer_id,
    told.payer_id_kind,
    told.known_payer_name,
    told.payer_class,
    told.capitated,
    told.payer_key,
    told.payee_id,
    told.claim_number,
    told.member_id,
    told.service_from,
    told.payer_claim_control_number,
    told.claim_status_code,
    told.charge_amount,
    told.paid_amount,
    told.patient_resp_amount,
    coalesce(refused.denied_amount, 0) as denied_amount,
    case
        when told.claim_status_code in ('1', '19') then 'primary'
        when told.claim_status_code in ('2', '20') then 'secondary'
        when told.claim_status_code in ('3', '21') then 'tertiary'
        when coalesce(to_payer.payer_order, to_any.payer_order) = 'P' then 'primary'
        when coalesce(to_payer.payer_order, to_any.payer_order) = 'S' then 'secondary'
        when coalesce(to_payer.payer_order, to_any.payer_order) = 'T' then 'tertiary'
        else 'unknown'
    end as payer_order,
    case
        when told.claim_status_code = '25' then 'predetermination'
        when told.claim_status_code = '22' then 'reversal'
        when told.claim_status_code = '23' then 'forwarded'
        when refused.pended_amount > 0 and told.paid_amount = 0 then 'pended'
        when unprocessable.is_unprocessable and told.paid_amount = 0
            then 'unprocessable'
        when told.frequency_code = '8' then 'void'
        when refused.denied_amount > 0
            and refused.duplicate_amount = refused.denied_amount
            and told.paid_amount = 0
            then 'duplicate'
        else 'adjudicated'
    end as standing
from submitted_order as to_any
right join (
    submitted_order as to_payer
    right join (
        unprocessable_claim as unprocessable
        right join (
            refused_amount as refused
            right join told_claim as told
                on told.doc_id = refused.doc_id
                and told.clp_ordinal = refused.clp_ordinal
        )
            on told.doc_id = unprocessable.doc_id
            and told.clp_ordinal = unprocessable.clp_ordinal
    )
        on told.payee_id = to_payer.payee_id
        and told.patient_control_number = to_payer.patient_control_number
        and told.payer_id = to_payer.payer_id
        and told.is_test = to_payer.is_test
        and told.claim_status_code not in ('1', '2', '3', '19', '20', '21')
)
    on told.payee_id = to_any.payee_id
    and told.patient_control_number = to_any.patient_control_number
    and to_any.payer_id is null
    and told.is_test = to_any.is_test
    and told.claim_status_code not in ('1', '2', '3', '19', '20', '21')
