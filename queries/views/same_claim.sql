-- One row per control number of a claim that was replaced under other ones, and each of its numbers, itself too.

with numbered as (
    select
        is_test,
        payee_id,
        claim_number,
        number
    from replaced_number
    union all
    select
        is_test,
        payee_id,
        claim_number,
        claim_number as number
    from replaced_number
)

select distinct
    one.number,
    other.number as same_number
from numbered as one
inner join numbered as other
    on other.is_test = one.is_test
    and other.payee_id = one.payee_id
    and other.claim_number = one.claim_number
