-- One row per adjudicated claim with MA130 among the remarks of the claim itself: they hold for its lines.

select
    remark.doc_id,
    remark.clp_ordinal,
    true as is_unprocessable
from live.remit_remark as remark
inner join rarc on rarc.rarc = remark.rarc
where rarc.kind = 'unprocessable'
    and coalesce(remark.code_list, 'HE') = 'HE'
    and remark.svc_ordinal is null
group by remark.doc_id, remark.clp_ordinal
