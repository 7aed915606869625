-- What payers allowed of what they were charged, over lines that they paid within the six months before a day and
-- refused nothing of (denial_rules.md 4.7): by payer and procedure where at least five lines tell it, and by payer
-- where at least twenty do. Of very many the payers first, then the most frequent procedures.
--
-- code      SVC06-2, SVC01-2 or the revenue code; null over all of a payer's procedures
-- allowed   cents: AMT*B6; where the payer does not send it, or less than it paid, payment, patient share and
--           sequestration
-- charged   cents: SVC02
--
-- What another payer had paid before is left out: a second payer allows a part of what the first one left. So are
-- claims that are adjusted as a whole, and those of a number that an answer was taken back of.

with payment as (
    select
        payment.doc_id,
        coalesce(identity.payer_name, payment.payer_name) as payer
    from raw.remit_payment as payment
    left join payer_identity as identity
        on identity.id_type = payment.payer_id_kind
        and identity.payer_id = payment.payer_id
    where payment.excluded is null
        and not payment.is_test
        and payment.check_date > cast($day as date) - interval '6 months'
        and payment.check_date <= cast($day as date)
),

-- A line and what adjusts it, one under the other: what is grouped spills, what is joined is held. Columns of a
-- union must not tell where they are from: DataFusion 55 takes one table's word for all.
told as (
    select
        '' || line.doc_id as doc_id,
        line.clp_ordinal + 0 as clp_ordinal,
        line.svc_ordinal + 0 as svc_ordinal,
        '' || payment.payer as payer,
        '' || coalesce(line.submitted_hcpcs_code, line.hcpcs_code, line.revenue_code, '') as code,
        line.charge_amount as charge,
        line.paid_amount as paid,
        case when line.allowed_amount >= line.paid_amount then line.allowed_amount end as allowed,
        cast(null as decimal(18, 2)) as shared,
        line.incomplete as says_more
    from payment
    inner join raw.remit_line as line on line.doc_id = payment.doc_id
    where line.excluded is null
        and payment.payer is not null
        and line.charge_amount > 0
        and line.paid_amount > 0
    union all
    select
        '' || adjustment.doc_id as doc_id,
        adjustment.clp_ordinal + 0 as clp_ordinal,
        adjustment.svc_ordinal + 0 as svc_ordinal,
        cast(null as varchar) as payer,
        cast(null as varchar) as code,
        cast(null as decimal(18, 2)) as charge,
        cast(null as decimal(18, 2)) as paid,
        cast(null as decimal(18, 2)) as allowed,
        case
            when carc.class = 'patient_share' or adjustment.carc = '253' then adjustment.amount
        end as shared,
        coalesce(carc.class, 'denial') not in ('contractual', 'patient_share', 'reduction') as says_more
    from payment
    inner join raw.remit_adjustment as adjustment on adjustment.doc_id = payment.doc_id
    left join carc
        on carc.group_code = adjustment.group_code
        and carc.carc = adjustment.carc
    where adjustment.excluded is null
        and adjustment.svc_ordinal is not null
),

line as (
    select
        doc_id,
        clp_ordinal,
        max(payer) as payer,
        max(code) as code,
        max(charge) as charge,
        coalesce(max(allowed), max(paid) + coalesce(sum(shared), 0)) as allowed
    from told
    group by doc_id, clp_ordinal, svc_ordinal
    having max(charge) is not null and not bool_or(says_more)
),

reversed as (
    select distinct claim.patient_control_number as number
    from payment
    inner join raw.remit_claim as claim on claim.doc_id = payment.doc_id
    where claim.excluded is null and claim.claim_status_code = '22'
),

apart as (
    select
        adjustment.doc_id,
        adjustment.clp_ordinal
    from payment
    inner join raw.remit_adjustment as adjustment on adjustment.doc_id = payment.doc_id
    where adjustment.excluded is null and adjustment.svc_ordinal is null
    union
    select
        claim.doc_id,
        claim.clp_ordinal
    from reversed
    inner join raw.remit_claim as claim on claim.patient_control_number = reversed.number
    where claim.excluded is null
),

by_code as (
    select
        line.payer,
        line.code,
        count(*) as lines,
        sum(line.allowed) as allowed,
        sum(line.charge) as charged
    from (
        select
            doc_id,
            clp_ordinal,
            true as is_apart
        from apart
    ) as other
    right join line
        on line.doc_id = other.doc_id
        and line.clp_ordinal = other.clp_ordinal
    where not coalesce(other.is_apart, false)
    group by line.payer, line.code
),

level as (
    select
        column1 as of_code,
        column2 as enough
    from (values (true, 5), (false, 20))
)

select
    by_code.payer,
    case when level.of_code then by_code.code end as code,
    cast(sum(by_code.lines) as bigint) as lines,
    cast(sum(by_code.allowed) * 100 as bigint) as allowed,
    cast(sum(by_code.charged) * 100 as bigint) as charged
from by_code
cross join level
group by
    by_code.payer,
    case when level.of_code then by_code.code end,
    level.of_code,
    level.enough
having sum(by_code.lines) >= level.enough
order by level.of_code, lines desc, by_code.payer, code
limit 2000
