-- Why these remittances do not count any more. One that came several times is left out for several reasons: a
-- person's word goes before a twin.

select
    doc_id,
    first_value(excluded order by
        case excluded when 'retracted' then 0 when 'duplicate' then 2 when 'replayed' then 3 else 1 end,
        excluded
    ) as reason
from raw.remit_payment
where doc_id in ($documents)
    and excluded is not null
group by doc_id
order by doc_id
