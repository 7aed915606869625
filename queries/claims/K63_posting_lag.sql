-- id          = "K63"
-- kpi         = "posting_lag"
-- title       = "Payment-posting lag"
-- purpose     = "How many days pass between a check and its export to be posted, and how many payments wait."
-- grain       = "payer x payer class x month of the check x days"
-- unit        = "days"
-- better      = "lower"
-- numerator   = "Days from the check to the export; payments that are not exported."
-- denominator = "Payments that are exported; all payments."
-- includes    = ["Posted is what `claimlake postings export` wrote and nobody took back, as of now; the day is in UTC", "The value of days_to_post is the median", "Payments that are none (NON): their denials are posted too", "Payments that are not to be posted (unbalanced, contested, nothing in them) among those that wait"]
-- excludes    = ["When the other system took the file in: it does not say"]
-- reads       = ["payer", "posted", "remit_payment"]
-- params      = { from = "date", to = "date" }
-- left_out    = "payments"
-- dimensions  = ["payer", "payer_class", "month"]
-- measures    = [["days_to_post", "days"], ["unposted", "count"]]
-- source      = "own"

with payment as (
    select
        coalesce(payment.payer_name, 'unknown') as payer,
        payment.payer_class,
        cast(date_trunc('month', payment.check_date) as date) as month,
        posted.posted_on - payment.check_date as days
    from remit_payment as payment
    left join posted on posted.doc_id = payment.doc_id
    where payment.check_date >= $from
        and payment.check_date < $to
),

counted as (
    select
        payer,
        payer_class,
        month,
        'days_to_post' as measure,
        days as numerator,
        count(*) as denominator
    from payment
    where days is not null
    group by payer, payer_class, month, days
    union all
    select
        payer,
        payer_class,
        month,
        'unposted' as measure,
        count(*) filter (where days is null) as numerator,
        count(*) as denominator
    from payment
    group by payer, payer_class, month
)

select
    payer,
    payer_class,
    month,
    measure,
    cast(numerator as decimal(38, 2)) as numerator,
    cast(denominator as decimal(38, 2)) as denominator,
    'measured' as basis
from counted
order by measure, payer, payer_class, month
