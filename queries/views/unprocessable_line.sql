-- One row per adjudicated line with MA130 among its own remarks.

select
    remark.doc_id,
    remark.clp_ordinal,
    remark.svc_ordinal,
    true as is_unprocessable
from live.remit_remark as remark
inner join rarc on rarc.rarc = remark.rarc
where rarc.kind = 'unprocessable'
    and coalesce(remark.code_list, 'HE') = 'HE'
    and remark.svc_ordinal is not null
group by remark.doc_id, remark.clp_ordinal, remark.svc_ordinal
