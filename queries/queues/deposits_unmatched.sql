-- Deposits for which no electronic payment is here, with the one of their trace that it may be. Deposits of
-- checks are among them.

select
    deposit.file_id,
    deposit.record,
    cast(eft.deposit_date as varchar) as deposit_date,
    eft.account,
    eft.bank_reference,
    eft.trace_number,
    eft.deposit_amount,
    cast(eft.check_date as varchar) as proposed_check_date,
    eft.payer_name as proposed_payer,
    eft.payment_amount as proposed_amount,
    eft.business_days,
    eft.method as why,
    eft.confidence as proposed_confidence
from eft_match as eft
inner join bank_deposit as deposit on deposit.doc_id = eft.deposit_doc_id
where eft.status in ('proposed', 'unmatched_deposit')
order by eft.deposit_amount desc, deposit.file_id, deposit.record
