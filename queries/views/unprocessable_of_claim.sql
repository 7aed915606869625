-- One row per adjudicated claim with MA130 among the remarks of the claim itself: they hold for its lines.

select remark.remit_claim_sk
from live.remit_remark as remark
inner join rarc on rarc.rarc = remark.rarc
where rarc.kind = 'unprocessable'
    and coalesce(remark.code_list, 'HE') = 'HE'
    and remark.remit_line_sk is null
group by remark.remit_claim_sk
