-- Remarks of the claims in which something is refused, in their order; of the whole claim where svc_ordinal is
-- null.

select
    remark.doc_id,
    remark.clp_ordinal,
    remark.svc_ordinal,
    remark.rarc
from refused_amount as refused
inner join remit_remark as remark
    on remark.doc_id = refused.doc_id
    and remark.clp_ordinal = refused.clp_ordinal
where coalesce(remark.code_list, 'HE') = 'HE'
order by remark.doc_id, remark.clp_ordinal, remark.svc_ordinal, remark.remark_ordinal
