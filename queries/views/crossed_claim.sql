-- One row per claim, by payee and number, that a payer sent on to the next one (CLP02 = 19, 20, 21) and that no
-- other payer answered for the same member within three weeks: what was answered by then is never overdue.

with crossed as (
    select
        is_test,
        payer_key,
        payee_id,
        claim_number,
        member_id,
        check_date
    from told_claim
    where claim_status_code in ('19', '20', '21')
),

answered as (
    select
        crossed.is_test,
        crossed.payer_key,
        crossed.payee_id,
        crossed.claim_number,
        crossed.member_id,
        crossed.check_date,
        min(other.check_date) as answered_on
    from crossed
    inner join told_claim as other
        on other.payee_id = crossed.payee_id
        and other.claim_number = crossed.claim_number
        and other.is_test = crossed.is_test
        and other.payer_key <> crossed.payer_key
        and other.check_date >= crossed.check_date
        and coalesce(other.member_id = crossed.member_id, true)
    where other.claim_status_code not in ('22', '25')
    group by
        crossed.is_test,
        crossed.payer_key,
        crossed.payee_id,
        crossed.claim_number,
        crossed.member_id,
        crossed.check_date
)

select distinct
    crossed.payee_id,
    crossed.claim_number
from crossed
left join answered
    on answered.is_test = crossed.is_test
    and answered.payer_key = crossed.payer_key
    and answered.payee_id = crossed.payee_id
    and answered.claim_number = crossed.claim_number
    and answered.check_date = crossed.check_date
    and coalesce(answered.member_id, '') = coalesce(crossed.member_id, '')
where coalesce(answered.answered_on > crossed.check_date + interval '21 days', true)
