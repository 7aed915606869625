-- What payers allowed of what they were charged, over lines that they paid within the six months before a day and
-- refused nothing of (denial_rules.md 4.7): by payer and procedure where at least five lines tell it, and by payer
-- where at least twenty do. Of very many the payers first, then the most frequent procedures.
--
-- code      SVC06-2, SVC01-2 or the revenue code; null over all of a payer's procedures
-- allowed   cents: AMT*B6; where the payer does not send it, payment, patient share and sequestration
-- charged   cents: SVC02
--
-- What another payer had paid before is left out: a second payer allows a part of what the first one left.

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

line as (
    select
        payment.payer,
        line.doc_id,
        line.clp_ordinal,
        line.svc_ordinal,
        coalesce(line.submitted_hcpcs_code, line.hcpcs_code, line.revenue_code, '') as code,
        line.charge_amount,
        line.paid_amount,
        line.allowed_amount
    from payment
    inner join raw.remit_line as line on line.doc_id = payment.doc_id
    where payment.payer is not null
        and line.excluded is null
        and line.charge_amount > 0
        and line.paid_amount > 0
),

adjusted as (
    select
        adjustment.doc_id,
        adjustment.clp_ordinal,
        adjustment.svc_ordinal,
        sum(case when carc.class = 'patient_share' or adjustment.carc = '253' then adjustment.amount end) as allowed_too,
        bool_or(coalesce(carc.class, 'denial') not in ('contractual', 'patient_share', 'reduction')) as says_more
    from payment
    inner join raw.remit_adjustment as adjustment on adjustment.doc_id = payment.doc_id
    left join carc
        on carc.group_code = adjustment.group_code
        and carc.carc = adjustment.carc
    where adjustment.svc_ordinal is not null
        and adjustment.excluded is null
    group by adjustment.doc_id, adjustment.clp_ordinal, adjustment.svc_ordinal
),

by_code as (
    select
        line.payer,
        line.code,
        count(*) as lines,
        sum(coalesce(line.allowed_amount, line.paid_amount + coalesce(adjusted.allowed_too, 0))) as allowed,
        sum(line.charge_amount) as charged
    from line
    left join adjusted
        on adjusted.doc_id = line.doc_id
        and adjusted.clp_ordinal = line.clp_ordinal
        and adjusted.svc_ordinal = line.svc_ordinal
    where not coalesce(adjusted.says_more, false)
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
