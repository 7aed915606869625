-- Answers that hold, pay nothing, and explain it by nothing.

select
    file_id,
    record,
    cast(check_date as varchar) as check_date,
    payer_name as payer,
    patient_control_number,
    charge_amount,
    contractual_amount,
    is_test as test
from remit_claim
where is_current and outcome = 'zero_unexplained'
order by charge_amount desc, file_id, record
