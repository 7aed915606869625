-- The answers that somebody may mean by the beginning of a document's id and an ordinal, and whether a claim of the
-- same provider was sent under a number.

with answer as (
    select
        doc_id,
        clp_ordinal,
        is_test,
        payee_id,
        payee_npi,
        payee_tax_id
    from raw.remit_claim
    where excluded is null
        and starts_with(doc_id, $answer)
        and clp_ordinal = $ordinal
),

sent as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        true as is_sent
    from answer
    inner join raw.claim as claim
        on claim.is_test = answer.is_test
        and (
            claim.billing_id = answer.payee_id
            or claim.billing_npi = answer.payee_npi
            or claim.billing_tax_id = answer.payee_tax_id
        )
    where claim.excluded is null
        and claim.patient_control_number = $number
        and ltrim(claim.patient_control_number, '0') <> ''
    group by answer.doc_id, answer.clp_ordinal
)

select
    answer.doc_id as remit_doc_id,
    answer.clp_ordinal,
    coalesce(sent.is_sent, false) as is_sent
from answer
left join sent
    on sent.doc_id = answer.doc_id
    and sent.clp_ordinal = answer.clp_ordinal
order by remit_doc_id
limit 2
