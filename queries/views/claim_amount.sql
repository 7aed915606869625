-- One row per adjudicated claim that has adjustments, its own or its lines': what they add up to, by class.

select
    doc_id,
    clp_ordinal,
    coalesce(sum(amount) filter (where class = 'denial'), 0) as denied_amount,
    coalesce(sum(amount) filter (where category = 'BUNDLE'), 0) as bundled_amount,
    coalesce(sum(amount) filter (where class = 'patient_share'), 0) as patient_share_amount,
    coalesce(sum(amount) filter (where group_code = 'PR'), 0) as patient_group_amount,
    coalesce(sum(amount) filter (where class = 'contractual'), 0) as contractual_amount,
    coalesce(sum(amount) filter (where class = 'reduction'), 0) as reduction_amount,
    coalesce(sum(amount) filter (where class = 'pended'), 0) as pended_amount,
    coalesce(sum(amount) filter (where class = 'cob_info'), 0) as cob_amount,
    coalesce(sum(amount) filter (where class = 'informational'), 0) as informational_amount,
    coalesce(sum(amount) filter (where carc = '253'), 0) as sequestered_amount,
    coalesce(sum(amount), 0) as adjusted_amount,
    coalesce(bool_or(unmapped), false) as has_unmapped
from remit_adjustment
group by doc_id, clp_ordinal
