-- Lines of the answers to some claims.

select
    line.doc_id,
    line.clp_ordinal,
    line.svc_ordinal,
    line.line_control_number,
    coalesce(line.submitted_hcpcs_code, line.hcpcs_code, line.revenue_code, '') as code,
    line.mod1,
    line.mod2,
    line.mod3,
    line.mod4,
    cast(line.service_date as varchar) as service_date,
    cast(line.charge_amount * 100 as bigint) as charge,
    cast(line.paid_amount * 100 as bigint) as paid,
    cast(line.patient_share_amount * 100 as bigint) as patient_share
from remit_line as line
order by line.doc_id, line.clp_ordinal, line.svc_ordinal
