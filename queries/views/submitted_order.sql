-- One row per control number and billing provider, tests apart: the payer's order that the last submission gave.
-- Needed where CLP02 says nothing of the order.

select
    is_test,
    billing_id,
    patient_control_number,
    last_value(payer_order order by coalesce(submitted_at, event_time) nulls first, doc_id, clm_ordinal)
        as payer_order
from live.claim
where payer_order in ('P', 'S', 'T')
group by is_test, billing_id, patient_control_number
