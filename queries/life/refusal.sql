-- Every CAS triplet that refuses something; of the whole claim where svc_ordinal is null.

select
    doc_id,
    clp_ordinal,
    svc_ordinal,
    group_code,
    carc,
    category,
    unmapped,
    cast(amount * 100 as bigint) as amount
from remit_adjustment
where class = 'denial'
order by doc_id, clp_ordinal, svc_ordinal, cas_ordinal, triplet_ordinal
