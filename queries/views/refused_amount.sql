-- One row per adjudicated claim in which something was denied or left undecided.
-- Lean on purpose: rates need nothing else of the adjustments.

select
    doc_id,
    clp_ordinal,
    coalesce(sum(amount) filter (where class = 'denial'), 0) as denied_amount,
    coalesce(sum(amount) filter (where class = 'denial' and says_duplicate), 0)
        as duplicate_amount,
    coalesce(sum(amount) filter (where class = 'pended'), 0) as pended_amount
from remit_adjustment
where class in ('denial', 'pended')
group by doc_id, clp_ordinal
