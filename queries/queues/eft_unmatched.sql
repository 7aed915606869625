-- Electronic payments for which the bank has no deposit, with the one of their trace that it may be.

select
    payment.file_id,
    payment.record,
    cast(eft.check_date as varchar) as check_date,
    eft.payer_name as payer,
    eft.trace_number,
    eft.payment_amount,
    cast(eft.deposit_date as varchar) as proposed_deposit_date,
    eft.deposit_amount as proposed_amount,
    eft.bank_reference as proposed_bank_reference,
    eft.business_days,
    eft.method as why,
    eft.confidence as proposed_confidence
from eft_match as eft
inner join remit_payment as payment on payment.doc_id = eft.doc_id
where eft.status in ('proposed', 'unmatched_payment')
order by eft.payment_amount desc, payment.file_id, payment.record
