-- Remarks of the answers to some claims, in their order; of the whole claim where svc_ordinal is null.

select
    doc_id,
    clp_ordinal,
    svc_ordinal,
    rarc
from remit_remark
where coalesce(code_list, 'HE') = 'HE'
order by doc_id, clp_ordinal, svc_ordinal, remark_ordinal
