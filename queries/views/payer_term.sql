-- One row per payer and period: the terms that payer_config.csv tells of it. The periods of one payer never
-- overlap, whatever identifiers its rows name it by: a later row ends an earlier one and replaces all of it. Of
-- several from the same day the one holds that was verified last, then one by its digest.
--
-- payer     its name in payers.csv, else the kind and the identifier; as in `told_claim.payer_key`
-- eff_to    first day it no longer holds

with named as (
    select
        coalesce(identity.payer_name, config.id_type || ' ' || config.payer_id) as payer,
        config.prompt_pay_days,
        config.secondary_overdue_days,
        config.pended_overdue_days,
        config.response_days,
        config.timely_filing_days,
        config.corrected_claim_days,
        coalesce(config.corrected_claim_from, 'denied') as corrected_claim_from,
        coalesce(config.receipt_days, 0) as receipt_days,
        coalesce(config.eff_from, date '0001-01-01') as eff_from,
        coalesce(config.eff_to, date '9999-12-31') as eff_to,
        config.source,
        config.verified_on,
        config.verified_by,
        config.doc_id
    from live.payer_config as config
    left join payer_identity as identity
        on identity.id_type = config.id_type
        and identity.payer_id = config.payer_id
),

stated as (
    select
        payer,
        prompt_pay_days,
        secondary_overdue_days,
        pended_overdue_days,
        response_days,
        timely_filing_days,
        corrected_claim_days,
        corrected_claim_from,
        receipt_days,
        eff_from,
        eff_to,
        source,
        verified_on,
        verified_by,
        row_number() over (
            partition by payer, eff_from
            order by verified_on desc nulls last, doc_id
        ) as choice
    from named
),

bounded as (
    select
        payer,
        prompt_pay_days,
        secondary_overdue_days,
        pended_overdue_days,
        response_days,
        timely_filing_days,
        corrected_claim_days,
        corrected_claim_from,
        receipt_days,
        eff_from,
        eff_to,
        source,
        verified_on,
        verified_by,
        lead(eff_from) over (partition by payer order by eff_from) as next_from
    from stated
    where choice = 1
)

select
    payer,
    prompt_pay_days,
    secondary_overdue_days,
    pended_overdue_days,
    response_days,
    timely_filing_days,
    corrected_claim_days,
    corrected_claim_from,
    receipt_days,
    eff_from,
    least(eff_to, coalesce(next_from, date '9999-12-31')) as eff_to,
    source,
    verified_on,
    verified_by
from bounded
