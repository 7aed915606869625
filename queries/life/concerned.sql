-- Answers to claims that cases may come of by what was refused, left undecided, sent on or taken back; and perhaps to
-- others: those that do not count are here too. Which cases come of them say the views, asked of these claims alone.

with refusing as (
    select
        adjustment.doc_id,
        adjustment.clp_ordinal
    from raw.remit_adjustment as adjustment
    left join carc
        on carc.group_code = adjustment.group_code
        and carc.carc = adjustment.carc
    where coalesce(carc.class, 'denial') in ('denial', 'pended')
        or carc.class_if_capitated in ('denial', 'pended')
    group by adjustment.doc_id, adjustment.clp_ordinal
)

select
    answer.doc_id,
    answer.clp_ordinal,
    answer.patient_control_number,
    answer.payer_claim_control_number,
    answer.claim_status_code,
    answer.number_key,
    answer.member_key
from refusing
inner join raw.remit_claim as answer
    on answer.doc_id = refusing.doc_id
    and answer.clp_ordinal = refusing.clp_ordinal
union all
select
    doc_id,
    clp_ordinal,
    patient_control_number,
    payer_claim_control_number,
    claim_status_code,
    number_key,
    member_key
from raw.remit_claim
where claim_status_code in ('19', '20', '21', '22')
