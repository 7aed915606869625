-- One row per identifier of a payer in payers.csv, of whatever kind: the payer's name, where all kinds agree
-- on one. A remittance, a claim and an acknowledgment name one payer by identifiers of different kinds, and
-- what the payer numbered has to be found from each of them.

select
    payer_id,
    case when min(payer_name) = max(payer_name) then min(payer_name) end as payer_name,
    true as is_known
from payer_identity
group by payer_id
