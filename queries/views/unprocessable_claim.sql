-- One row per adjudicated claim with MA130 among its remarks or those of its lines.

select
    remark.doc_id,
    remark.clp_ordinal,
    true as is_unprocessable
from live.remit_remark as remark
inner join rarc on rarc.rarc = remark.rarc
where rarc.kind = 'unprocessable' and coalesce(remark.code_list, 'HE') = 'HE'
group by remark.doc_id, remark.clp_ordinal
