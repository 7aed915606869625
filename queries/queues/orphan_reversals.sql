-- Reversals (CLP02 = 22) of an answer that is not here.

select
    file_id,
    record,
    cast(check_date as varchar) as check_date,
    payer_name as payer,
    patient_control_number,
    payer_claim_control_number,
    charge_amount,
    paid_amount,
    is_test as test
from remit_claim
where standing = 'reversal' and reverses_doc_id is null
order by abs(charge_amount) desc, file_id, record
