-- Answers of days after which something was waited for until another day: the next payer's answer to a claim that was
-- sent on (CLP02 = 19, 20, 21), what corrects a reversal (22), a decision on what is pended. Those that nothing was
-- paid of are all here, for what is pended is told by their adjustments; and those that do not count, which changes
-- nothing.

select
    doc_id,
    clp_ordinal,
    patient_control_number,
    payer_claim_control_number,
    claim_status_code,
    number_key,
    member_key
from raw.remit_claim
where claim_status_code in ('19', '20', '21') and array_has($forwarded, check_date)
    or claim_status_code = '22' and array_has($reversed, check_date)
    or paid_amount = 0 and array_has($pended, check_date)
