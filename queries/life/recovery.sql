-- Every adjustment of a provider that takes an overpayment back (PLB reason WO), with the answer that its
-- reference names, if it names one.

select
    recovery.doc_id,
    recovery.plb_ordinal,
    recovery.pair_ordinal,
    recovery.is_test,
    recovery.file_id,
    recovery.record,
    case when recovery.is_test then 'test ' else '' end
        || coalesce(identity.payer_name, recovery.payer_id_kind || ' ' || recovery.payer_id)
        as payer_key,
    recovery.payee_id,
    payment.payee_npi,
    payment.payer_name,
    payment.payer_class,
    coalesce(recovery.reference_id, '') as reference,
    cast(recovery.check_date as varchar) as check_date,
    coalesce(cast(recovery.event_time as varchar), '') as sent_at,
    coalesce(unit.isa_control, '') as sent_interchange,
    coalesce(unit.gs_control, '') as sent_group,
    coalesce(unit.st_control, '') as sent_set,
    coalesce(unit.content_hash, '') as content_hash,
    cast(recovery.amount * 100 as bigint) as amount,
    not payment.balanced_flag as unbalanced,
    recovery.remit_doc_id,
    recovery.remit_clp_ordinal
from provider_level_adjustment as recovery
inner join remit_payment as payment on payment.doc_id = recovery.doc_id
left join payer_identity as identity
    on identity.id_type = recovery.payer_id_kind
    and identity.payer_id = recovery.payer_id
left join unit on unit.unit_id = recovery.unit_id
where recovery.adjustment_kind = 'overpayment_recovery'
