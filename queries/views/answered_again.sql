-- One row per claim that a payer answered more than once. Most are answered once, and nothing that is
-- told by order needs to look at those.
--
-- shared   several members have this number: answers belong together by member and first day too

select
    payer_key,
    payee_id,
    claim_number,
    min(member_id) <> max(member_id) as shared
from told_claim
group by payer_key, payee_id, claim_number
having count(*) > 1
