-- One row per control number, billing provider and payer that the claim was sent to, tests apart, and one
-- over all payers, without payer_id: the payer's order that submissions gave, where they agree. Needed
-- where CLP02 says nothing of the order.

with submitted as (
    select
        is_test,
        billing_id,
        patient_control_number,
        coalesce(payer_id, '') as payer_id,
        payer_order
    from live.claim
    where payer_order in ('P', 'S', 'T')
)

select
    is_test,
    billing_id,
    patient_control_number,
    payer_id,
    case when min(payer_order) = max(payer_order) then min(payer_order) end as payer_order
from submitted
group by grouping sets (
    (is_test, billing_id, patient_control_number, payer_id),
    (is_test, billing_id, patient_control_number)
)
