-- The terms of every payer, by period.

select
    payer,
    response_days,
    timely_filing_days,
    corrected_claim_days,
    corrected_claim_from,
    receipt_days,
    pended_overdue_days,
    secondary_overdue_days,
    cast(eff_from as varchar) as eff_from,
    cast(eff_to as varchar) as eff_to,
    source,
    cast(verified_on as varchar) as verified_on,
    verified_by
from payer_term
order by payer, eff_from
