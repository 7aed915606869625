-- What the providers' adjustments (PLB) took or gave for a claim.

with numbered as (
    select cast($number as varchar) as number
    union
    select same_number as number
    from same_claim
    where number = $number
)

select
    cast(adjustment.check_date as varchar) as check_date,
    adjustment.payer_name as payer,
    adjustment.reason_code,
    adjustment.adjustment_kind,
    adjustment.amount,
    adjustment.paid_effect,
    adjustment.link_method,
    adjustment.link_confidence,
    adjustment.is_test as test,
    adjustment.file_id,
    adjustment.record
from provider_level_adjustment as adjustment
inner join remit_claim as answer
    on answer.doc_id = adjustment.remit_doc_id
    and answer.clp_ordinal = adjustment.remit_clp_ordinal
left join claim
    on claim.doc_id = answer.submitted_doc_id
    and claim.clm_ordinal = answer.submitted_clm_ordinal
where answer.patient_control_number in (select number from numbered)
    or claim.patient_control_number in (select number from numbered)
order by check_date, adjustment.doc_id, adjustment.plb_ordinal, adjustment.pair_ordinal
