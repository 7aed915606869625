-- One row per adjudicated service line, with what its adjustments add up to, whether it balances, and its
-- outcome. X12 TR3 005010X221A1 1.10.2.1: charge less adjustments is the payment.
--
-- allowed_amount   AMT*B6; where the payer does not send it, payment, patient share and sequestration

with claim as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.claim_status_code,
        coalesce(unprocessable.is_unprocessable, false) as unprocessable,
        coalesce(capitated.is_capitated, false) as capitated
    from live.remit_claim as answer
    left join unprocessable_of_claim as unprocessable
        on unprocessable.doc_id = answer.doc_id
        and unprocessable.clp_ordinal = answer.clp_ordinal
    left join capitated_claim as capitated
        on capitated.doc_id = answer.doc_id
        and capitated.clp_ordinal = answer.clp_ordinal
)

select
    line.source_system,
    line.file_id,
    line.member,
    line.unit_id,
    line.doc_id,
    line.generation,
    line.record,
    line.byte,
    line.event_time,
    line.is_test,
    line.incomplete,
    line.clp_ordinal,
    line.svc_ordinal,
    line.line_control_number,
    line.procedure_qualifier,
    line.hcpcs_code,
    line.mod1,
    line.mod2,
    line.mod3,
    line.mod4,
    line.procedure_description,
    line.charge_amount,
    line.paid_amount,
    line.revenue_code,
    line.units_paid,
    line.submitted_qualifier,
    line.submitted_hcpcs_code,
    line.submitted_modifiers,
    line.submitted_description,
    line.units_submitted,
    line.service_date,
    line.service_date_to,
    line.rendering_npi,
    line.refs,
    line.dates,
    line.amounts,
    line.quantities,
    coalesce(
        line.allowed_amount,
        line.paid_amount
            + coalesce(amount.patient_share_amount, 0)
            + coalesce(amount.sequestered_amount, 0)
    ) as allowed_amount,
    coalesce(amount.denied_amount, 0) as denied_amount,
    coalesce(amount.patient_share_amount, 0) as patient_share_amount,
    coalesce(amount.contractual_amount, 0) as contractual_amount,
    coalesce(amount.reduction_amount, 0) as reduction_amount,
    coalesce(amount.pended_amount, 0) as pended_amount,
    coalesce(amount.cob_amount, 0) as cob_amount,
    coalesce(amount.informational_amount, 0) as informational_amount,
    coalesce(amount.adjusted_amount, 0) as adjusted_amount,
    coalesce(amount.has_unmapped, false) as has_unmapped,
    line.charge_amount - coalesce(amount.adjusted_amount, 0) - line.paid_amount as unbalanced_amount,
    abs(line.charge_amount - coalesce(amount.adjusted_amount, 0) - line.paid_amount) <= 0.01
        as balanced,
    case
        when claim.claim_status_code = '25' then 'predetermination'
        when claim.claim_status_code = '22' then 'reversed'
        when claim.claim_status_code = '23' then 'forwarded'
        when amount.pended_amount > 0 and line.paid_amount = 0 then 'pended'
        when (unprocessable.is_unprocessable or claim.unprocessable) and line.paid_amount = 0 then 'unprocessable'
        when amount.denied_amount > 0 and line.paid_amount = 0 and amount.patient_share_amount <= 0
            and amount.bundled_amount = amount.denied_amount
            then 'bundled'
        when amount.denied_amount > 0 and line.paid_amount = 0 and amount.patient_share_amount <= 0 then 'denied'
        when amount.denied_amount > 0 and line.paid_amount = 0 then 'denied_with_patient_share'
        when amount.denied_amount > 0 then 'partial_denial'
        when line.paid_amount <> 0 then 'paid'
        when amount.patient_share_amount > 0 then 'patient_share_only'
        when amount.cob_amount > 0 then 'paid_elsewhere'
        when amount.informational_amount > 0 then 'informational'
        when claim.capitated then 'capitated'
        when line.charge_amount = 0 then 'zero_charge'
        else 'zero_unexplained'
    end as outcome
from live.remit_line as line
left join claim
    on claim.doc_id = line.doc_id
    and claim.clp_ordinal = line.clp_ordinal
left join line_amount as amount
    on amount.doc_id = line.doc_id
    and amount.clp_ordinal = line.clp_ordinal
    and amount.svc_ordinal = line.svc_ordinal
left join unprocessable_line as unprocessable
    on unprocessable.doc_id = line.doc_id
    and unprocessable.clp_ordinal = line.clp_ordinal
    and unprocessable.svc_ordinal = line.svc_ordinal
