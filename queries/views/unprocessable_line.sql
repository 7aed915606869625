-- One row per adjudicated line with MA130 among its own remarks.

select remark.remit_line_sk
from live.remit_remark as remark
inner join rarc on rarc.rarc = remark.rarc
where rarc.kind = 'unprocessable'
    and coalesce(remark.code_list, 'HE') = 'HE'
    and remark.remit_line_sk is not null
group by remark.remit_line_sk
