-- One row per reason why payments of the period are not counted, and how many. Those without a date are of
-- every period.
--
-- Rows of a retracted file, or of a generation that a newer one replaced, are as if they had never come: a
-- fold drops them.

with reasons as (
    select
        case
            when payment.excluded is not null then 'unit_' || payment.excluded
            when payment.is_test and not $include_test then 'test'
            else 'no_check_date'
        end as reason
    from raw.remit_payment as payment
    where (
            payment.check_date is null
            or (
                payment.check_date >= $from
                and payment.check_date < $to
                and (payment.excluded is not null or (payment.is_test and not $include_test))
            )
        )
        and coalesce(payment.excluded not in ('retracted', 'replayed'), true)
)

select
    reason,
    count(*) as left_out
from reasons
group by reason
order by reason
