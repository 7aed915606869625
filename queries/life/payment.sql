-- Payments that do not add up: nothing of them is posted.

select doc_id
from remit_payment
where not balanced_flag
