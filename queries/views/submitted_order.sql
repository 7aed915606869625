-- One row per control number, identifier of the billing provider and payer that the claim was sent to,
-- tests apart, and one over all payers, without payer_id: the payer's order that submissions gave, where
-- they agree. Needed where CLP02 says nothing of the order.
--
-- payee_id   whatever a payer may know the provider by: NPI, tax id, else the name

with submitted as (
    select
        is_test,
        unnest(make_array(billing_id, billing_npi, billing_tax_id)) as payee_id,
        patient_control_number,
        coalesce(payer_id, '') as payer,
        payer_order
    from live.claim
    where payer_order in ('P', 'S', 'T')
        and ltrim(patient_control_number, '0') <> ''
)

select
    is_test,
    payee_id,
    patient_control_number,
    payer as payer_id,
    case when min(payer_order) = max(payer_order) then min(payer_order) end as payer_order
from submitted
group by grouping sets (
    (is_test, payee_id, patient_control_number, payer),
    (is_test, payee_id, patient_control_number)
)
