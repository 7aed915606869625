-- Every other control number of a claim: of what it replaces, or replaces it.

select same_number as number
from same_claim
where number = $number
order by number
