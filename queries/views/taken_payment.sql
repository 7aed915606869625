-- One row per reversal (CLP02 = 22), orphans too: what it takes back, and what was paid in its place.
--
-- taken_amount       what it takes back
-- corrected_amount   what answers to the same claim pay that came with it or in the 30 days after it
-- is_asked           our own replacement or void asked for it: see `own_reversal`

with taken as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.payer_key,
        answer.payee_id,
        answer.claim_number,
        answer.payer_claim_control_number,
        answer.member_id,
        answer.service_from,
        answer.check_date,
        -answer.paid_amount as taken_amount,
        reversal.reversed_doc_id,
        reversal.reversed_clp_ordinal
    from told_claim as answer
    left join reversal
        on reversal.doc_id = answer.doc_id
        and reversal.clp_ordinal = answer.clp_ordinal
    where answer.claim_status_code = '22'
),

-- An answer stands in the place of one reversal: of the payer's own number and first day if one is, and the last
-- before it. What decides nothing pays nothing either.
correction as (
    select
        taken.doc_id,
        taken.clp_ordinal,
        answer.paid_amount,
        row_number() over (
            partition by answer.doc_id, answer.clp_ordinal
            order by
                case
                    when taken.payer_claim_control_number = answer.payer_claim_control_number then 0
                    else 1
                end,
                case when taken.service_from = answer.service_from then 0 else 1 end,
                case
                    when taken.doc_id = answer.doc_id and taken.clp_ordinal > answer.clp_ordinal then 1
                    else 0
                end,
                taken.check_date desc,
                taken.doc_id desc,
                taken.clp_ordinal desc
        ) as place
    from taken
    inner join answered_again as again
        on again.payer_key = taken.payer_key
        and again.payee_id = taken.payee_id
        and again.claim_number = taken.claim_number
    inner join told_claim as answer
        on answer.payer_key = taken.payer_key
        and answer.payee_id = taken.payee_id
        and answer.claim_number = taken.claim_number
    where answer.claim_status_code not in ('22', '23', '25')
        and answer.check_date >= taken.check_date
        and answer.check_date <= taken.check_date + interval '30 days'
        and (
            answer.doc_id <> coalesce(taken.reversed_doc_id, '')
            or answer.clp_ordinal <> coalesce(taken.reversed_clp_ordinal, 0)
        )
        and (
            not coalesce(again.shared, false)
            or (
                coalesce(answer.member_id, '') = coalesce(taken.member_id, '')
                and coalesce(answer.service_from, date '0001-01-01')
                    = coalesce(taken.service_from, date '0001-01-01')
            )
        )
),

corrected as (
    select
        doc_id,
        clp_ordinal,
        sum(paid_amount) as paid_amount
    from correction
    where place = 1
    group by doc_id, clp_ordinal
)

select
    taken.doc_id,
    taken.clp_ordinal,
    taken.payer_key,
    taken.payee_id,
    taken.claim_number,
    taken.check_date,
    taken.taken_amount,
    coalesce(corrected.paid_amount, 0) as corrected_amount,
    coalesce(own.is_own, false) as is_asked
from taken
left join corrected
    on corrected.doc_id = taken.doc_id
    and corrected.clp_ordinal = taken.clp_ordinal
left join own_reversal as own
    on own.doc_id = taken.doc_id
    and own.clp_ordinal = taken.clp_ordinal
