-- What acknowledgments and statuses say of claims but that these were taken: refused, asked about, announced as denied,
-- or something that changes nothing.

select
    unit_id,
    level,
    category_code,
    patient_control_number,
    payer_claim_control_number,
    clearinghouse_trace,
    answered_interchange,
    answered_group
from raw.claim_ack
where coalesce(category_code, '') not in ('A', 'A0', 'A1', 'A2')
