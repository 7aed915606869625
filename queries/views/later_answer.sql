-- One row per answer that is not the first of its payer to its claim. Every other answer that decides
-- something is a first adjudication.
--
-- The order is that of business: check date, envelope time, control numbers, content, position. What
-- neither decides nor replaces (a duplicate, an unprocessable claim, a void) never takes the place of an
-- adjudication. Only claims that were answered more than once are put in order at all.

with placed as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        row_number() over (
            partition by
                answer.payer_key,
                answer.payee_id,
                answer.claim_number,
                case when again.shared then answer.member_id end,
                case when again.shared then answer.service_from end
            order by
                case when answer.standing = 'adjudicated' then 0 else 1 end,
                answer.check_date nulls last,
                answer.event_time nulls last,
                unit.isa_control,
                unit.gs_control,
                unit.st_control,
                unit.content_hash,
                answer.clp_ordinal
        ) as place
    from answered_again as again
    inner join remit_answer as answer
        on answer.payer_key = again.payer_key
        and answer.payee_id = again.payee_id
        and answer.claim_number = again.claim_number
    left join live.unit as unit on unit.unit_id = answer.unit_id
    where answer.standing in ('adjudicated', 'duplicate', 'unprocessable', 'void')
)

select
    doc_id,
    clp_ordinal,
    true as is_later
from placed
where place > 1
