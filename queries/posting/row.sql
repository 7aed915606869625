-- One row per line of these remittances, per claim for what belongs to none of its lines (the claim's own
-- adjustments, and all of it where it has no lines), and per adjustment of the provider (PLB). `in ($documents)`
-- becomes the list of the documents, so that only their parts are looked into.
--
-- On every row charge − contractual − patient_share − denied − other is the payment, and a remittance's
-- payments add up to BPR02. Reductions (CARC 59, 186) are among what the contract takes off. Estimates
-- (CLP02 = 25) pay nothing and are not here.

with payment as (
    select
        doc_id,
        payer_id,
        payer_name,
        payee_id,
        payment_method,
        trace_number,
        check_date
    from remit_payment
    where doc_id in ($documents)
),

line as (
    select
        line.doc_id,
        line.clp_ordinal,
        line.svc_ordinal,
        line.line_control_number,
        coalesce(line.hcpcs_code, line.revenue_code) as code,
        nullif(concat_ws(' ', line.mod1, line.mod2, line.mod3, line.mod4), '') as modifiers,
        line.service_date,
        line.charge_amount as charge,
        line.paid_amount as payment,
        coalesce(amount.contractual_amount, 0) + coalesce(amount.reduction_amount, 0) as contractual,
        coalesce(amount.patient_share_amount, 0) as patient_share,
        coalesce(amount.denied_amount, 0) as denied,
        coalesce(amount.pended_amount, 0)
            + coalesce(amount.cob_amount, 0)
            + coalesce(amount.informational_amount, 0) as other
    from raw.remit_line as line
    left join line_amount as amount
        on amount.doc_id = line.doc_id
        and amount.clp_ordinal = line.clp_ordinal
        and amount.svc_ordinal = line.svc_ordinal
        and amount.doc_id in ($documents)
    where line.doc_id in ($documents)
        and line.excluded is null
        and not line.is_test
),

of_lines as (
    select
        doc_id,
        clp_ordinal,
        true as has_lines,
        sum(charge) as charge,
        sum(payment) as payment,
        sum(contractual) as contractual,
        sum(patient_share) as patient_share,
        sum(denied) as denied,
        sum(other) as other
    from line
    group by doc_id, clp_ordinal
),

claim as (
    select
        told.doc_id,
        told.clp_ordinal,
        told.patient_control_number,
        told.payer_claim_control_number,
        told.claim_status_code,
        told.service_from,
        told.charge_amount as charge,
        told.paid_amount as payment,
        coalesce(amount.contractual_amount, 0) + coalesce(amount.reduction_amount, 0) as contractual,
        coalesce(amount.patient_share_amount, 0) as patient_share,
        coalesce(amount.denied_amount, 0) as denied,
        coalesce(amount.pended_amount, 0)
            + coalesce(amount.cob_amount, 0)
            + coalesce(amount.informational_amount, 0) as other
    from told_claim as told
    left join claim_amount as amount
        on amount.doc_id = told.doc_id
        and amount.clp_ordinal = told.clp_ordinal
        and amount.doc_id in ($documents)
    where told.doc_id in ($documents)
        and told.claim_status_code <> '25'
),

-- What a claim says more than its lines.
rest as (
    select
        claim.doc_id,
        claim.clp_ordinal,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.claim_status_code,
        claim.service_from,
        coalesce(of_lines.has_lines, false) as has_lines,
        claim.charge - coalesce(of_lines.charge, 0) as charge,
        claim.payment - coalesce(of_lines.payment, 0) as payment,
        claim.contractual - coalesce(of_lines.contractual, 0) as contractual,
        claim.patient_share - coalesce(of_lines.patient_share, 0) as patient_share,
        claim.denied - coalesce(of_lines.denied, 0) as denied,
        claim.other - coalesce(of_lines.other, 0) as other
    from claim
    left join of_lines
        on of_lines.doc_id = claim.doc_id
        and of_lines.clp_ordinal = claim.clp_ordinal
),

entry as (
    select
        'line' as kind,
        line.doc_id,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.claim_status_code as claim_status,
        line.clp_ordinal as claim,
        line.svc_ordinal as line,
        line.line_control_number,
        line.code,
        line.modifiers,
        line.service_date,
        line.charge,
        line.payment,
        line.contractual,
        line.patient_share,
        line.denied,
        line.other,
        null as adjustment_code,
        null as reference
    from line
    inner join claim
        on claim.doc_id = line.doc_id
        and claim.clp_ordinal = line.clp_ordinal
    union all
    select
        'claim' as kind,
        doc_id,
        patient_control_number,
        payer_claim_control_number,
        claim_status_code as claim_status,
        clp_ordinal as claim,
        null as line,
        null as line_control_number,
        null as code,
        null as modifiers,
        service_from as service_date,
        charge,
        payment,
        contractual,
        patient_share,
        denied,
        other,
        null as adjustment_code,
        null as reference
    from rest
    where not has_lines
        or charge <> 0
        or payment <> 0
        or contractual <> 0
        or patient_share <> 0
        or denied <> 0
        or other <> 0
    union all
    select
        'provider' as kind,
        doc_id,
        null as patient_control_number,
        null as payer_claim_control_number,
        null as claim_status,
        plb_ordinal as claim,
        pair_ordinal as line,
        null as line_control_number,
        null as code,
        null as modifiers,
        null as service_date,
        0 as charge,
        -amount as payment,
        0 as contractual,
        0 as patient_share,
        0 as denied,
        amount as other,
        reason_code as adjustment_code,
        reference_id as reference
    from raw.provider_level_adjustment
    where doc_id in ($documents)
        and excluded is null
        and not is_test
)

select
    entry.kind,
    entry.doc_id,
    payment.payer_id,
    payment.payer_name as payer,
    payment.payee_id,
    payment.payment_method,
    payment.trace_number as payment_trace,
    cast(payment.check_date as varchar) as check_date,
    entry.patient_control_number,
    entry.payer_claim_control_number,
    entry.claim_status,
    entry.claim,
    entry.line,
    entry.line_control_number,
    entry.code,
    entry.modifiers,
    cast(entry.service_date as varchar) as service_date,
    cast(entry.charge * 100 as bigint) as charge,
    cast(entry.payment * 100 as bigint) as payment,
    cast(entry.contractual * 100 as bigint) as contractual,
    cast(entry.patient_share * 100 as bigint) as patient_share,
    cast(entry.denied * 100 as bigint) as denied,
    cast(entry.other * 100 as bigint) as other,
    entry.adjustment_code,
    entry.reference
from entry
inner join payment on payment.doc_id = entry.doc_id
order by
    check_date,
    doc_id,
    case kind when 'provider' then 1 else 0 end,
    claim,
    line nulls last
