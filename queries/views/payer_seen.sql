-- One row per identifier that a payer sent, with a name it sent beside it. Of several names one is taken
-- by its letters, so that the order of files decides nothing.

select
    payer_id_kind,
    payer_id,
    max(payer_name) as payer_name
from live.remit_payment
group by payer_id_kind, payer_id
