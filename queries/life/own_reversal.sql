-- Reversals that answer a void or a replacement of our own.

select
    doc_id,
    clp_ordinal
from own_reversal
