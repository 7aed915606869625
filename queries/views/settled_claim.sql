-- One row per CLP of an 835: what it comes to, and its place among the answers to the same claim. What `remit_claim`
-- says beside what is stored and the submitted claim that it is linked to.
--
-- outcome                    tested from the top; the list is in the data dictionary
-- standing                   adjudicated, or why it is no adjudication: see `remit_answer`
-- is_first_adjudication      the first answer of this payer to this claim that decides something
-- is_current                 the answer that holds now: the last one that is not taken back
-- reversed_by_…, reverses_…  the answer that takes this one back, and the one that this takes back
-- lines_balance              every line balances; claim_balances: the claim does, over its own and its
--                            lines' adjustments; charges_add_up: the lines' charges are the claim's
-- patient_share_adds_up      CLP05 is the sum of group PR; null where it was not sent, as on reversals

with line as (
    select
        doc_id,
        clp_ordinal,
        sum(charge_amount) as charge_amount,
        bool_and(balanced) as balanced
    from remit_line
    group by doc_id, clp_ordinal
),

taken_back as (
    select
        reversed_doc_id as doc_id,
        reversed_clp_ordinal as clp_ordinal,
        doc_id as by_doc_id,
        clp_ordinal as by_clp_ordinal
    from reversal
),

answer as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.payer_id,
        answer.payer_id_kind,
        answer.known_payer_name,
        answer.payer_class,
        answer.capitated,
        answer.payer_order,
        answer.claim_status_code,
        answer.charge_amount,
        answer.paid_amount,
        answer.patient_resp_amount,
        answer.standing,
        not coalesce(later.is_later, false)
            and answer.standing in ('adjudicated', 'duplicate', 'unprocessable', 'void')
            as is_first_adjudication,
        taken_back.by_doc_id,
        taken_back.by_clp_ordinal,
        reversal.reversed_doc_id,
        reversal.reversed_clp_ordinal,
        answer.standing not in ('reversal', 'predetermination')
            and taken_back.by_doc_id is null as may_be_current,
        row_number() over (
            partition by
                answer.payer_key,
                answer.payee_id,
                answer.claim_number,
                case when again.shared then answer.member_id end,
                case when again.shared then answer.service_from end,
                answer.standing in ('reversal', 'predetermination')
                    or taken_back.by_doc_id is not null
            order by
                case when answer.standing = 'adjudicated' then 0 else 1 end,
                answer.check_date desc nulls last,
                answer.event_time desc nulls last,
                unit.isa_control desc,
                unit.gs_control desc,
                unit.st_control desc,
                unit.content_hash desc,
                answer.clp_ordinal desc
        ) as place_from_last
    from remit_answer as answer
    left join later_answer as later
        on later.doc_id = answer.doc_id
        and later.clp_ordinal = answer.clp_ordinal
    left join reversal
        on reversal.doc_id = answer.doc_id
        and reversal.clp_ordinal = answer.clp_ordinal
    left join taken_back
        on taken_back.doc_id = answer.doc_id
        and taken_back.clp_ordinal = answer.clp_ordinal
    left join answered_again as again
        on again.payer_key = answer.payer_key
        and again.payee_id = answer.payee_id
        and again.claim_number = answer.claim_number
    left join live.unit as unit on unit.unit_id = answer.unit_id
)

select
    answer.doc_id,
    answer.clp_ordinal,
    coalesce(answer.known_payer_name, seen.payer_name, answer.payer_id) as payer_name,
    answer.payer_class,
    answer.capitated,
    coalesce(original.payer_order, answer.payer_order) as payer_order,
    coalesce(amount.denied_amount, 0) as denied_amount,
    coalesce(amount.patient_share_amount, 0) as patient_share_amount,
    coalesce(amount.contractual_amount, 0) as contractual_amount,
    coalesce(amount.reduction_amount, 0) as reduction_amount,
    coalesce(amount.pended_amount, 0) as pended_amount,
    coalesce(amount.cob_amount, 0) as cob_amount,
    coalesce(amount.informational_amount, 0) as informational_amount,
    coalesce(amount.adjusted_amount, 0) as adjusted_amount,
    coalesce(amount.has_unmapped, false) as has_unmapped,
    answer.charge_amount - coalesce(amount.adjusted_amount, 0) - answer.paid_amount
        as unbalanced_amount,
    abs(answer.charge_amount - coalesce(amount.adjusted_amount, 0) - answer.paid_amount) <= 0.01
        as claim_balances,
    coalesce(line.balanced, true) as lines_balance,
    coalesce(abs(line.charge_amount - answer.charge_amount) <= 0.01, true) as charges_add_up,
    case
        when answer.claim_status_code <> '22'
            then abs(answer.patient_resp_amount - coalesce(amount.patient_group_amount, 0)) <= 0.01
    end as patient_share_adds_up,
    answer.standing,
    case
        when answer.claim_status_code = '25' then 'predetermination'
        when answer.claim_status_code = '22' then 'reversed'
        when answer.claim_status_code = '23' then 'forwarded'
        when amount.pended_amount > 0 and answer.paid_amount = 0 then 'pended'
        when unprocessable.is_unprocessable and answer.paid_amount = 0 then 'unprocessable'
        when amount.denied_amount > 0 and answer.paid_amount = 0 and amount.patient_share_amount <= 0
            and amount.bundled_amount = amount.denied_amount
            then 'bundled'
        when amount.denied_amount > 0 and answer.paid_amount = 0 and amount.patient_share_amount <= 0 then 'denied'
        when amount.denied_amount > 0 and answer.paid_amount = 0 then 'denied_with_patient_share'
        when amount.denied_amount > 0 then 'partial_denial'
        when answer.paid_amount <> 0 then 'paid'
        when amount.patient_share_amount > 0 then 'patient_share_only'
        when amount.cob_amount > 0 then 'paid_elsewhere'
        when amount.informational_amount > 0 then 'informational'
        when answer.capitated then 'capitated'
        when answer.charge_amount = 0 then 'zero_charge'
        else 'zero_unexplained'
    end as outcome,
    answer.is_first_adjudication,
    answer.may_be_current and answer.place_from_last = 1 as is_current,
    answer.by_doc_id as reversed_by_doc_id,
    answer.by_clp_ordinal as reversed_by_clp_ordinal,
    answer.reversed_doc_id as reverses_doc_id,
    answer.reversed_clp_ordinal as reverses_clp_ordinal
from answer
left join claim_amount as amount
    on amount.doc_id = answer.doc_id
    and amount.clp_ordinal = answer.clp_ordinal
left join line
    on line.doc_id = answer.doc_id
    and line.clp_ordinal = answer.clp_ordinal
left join unprocessable_claim as unprocessable
    on unprocessable.doc_id = answer.doc_id
    and unprocessable.clp_ordinal = answer.clp_ordinal
left join remit_answer as original
    on original.doc_id = answer.reversed_doc_id
    and original.clp_ordinal = answer.reversed_clp_ordinal
left join payer_seen as seen
    on seen.payer_id_kind = answer.payer_id_kind
    and seen.payer_id = answer.payer_id
