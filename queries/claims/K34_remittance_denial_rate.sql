-- id          = "K34"
-- kpi         = "remittance_denial_rate"
-- title       = "Remittance denial rate"
-- purpose     = "The share of answers that pay nothing and refuse, of all that payers decided in a period, first answers or later ones."
-- grain       = "payer x payer class x payer's order x month of the answer"
-- unit        = "ratio"
-- better      = "lower"
-- numerator   = "Adjudications that pay nothing and refuse something, or explain it by nothing; those and what is left to the patient alone; the charges of the former."
-- denominator = "Adjudications; their charges."
-- includes    = ["Every adjudication, also the second and third of a claim, and those that were taken back later", "Primary payers, and those whose order nobody told (payer_order = unknown)", "Denials shifted to the patient", "A period of 28 days is HFMA's"]
-- excludes    = ["Reversals, predeterminations, forwarded and pended claims", "Duplicates (CARC 18, B13, or remarks that say so)", "Voids", "MA130 (never decided)", "Zero payments that the patient's share, another payer or capitation explains; the patient's share counts in with_patient_share"]
-- reads       = ["carc", "claim", "claim_ack", "link_decision", "payer", "rarc", "remit_adjustment", "remit_claim", "remit_line", "remit_payment", "remit_remark", "unit"]
-- params      = { from = "date", to = "date" }
-- left_out    = "remits"
-- dimensions  = ["payer", "payer_class", "payer_order", "month"]
-- measures    = [["remits", "count"], ["with_patient_share", "count"], ["charges", "dollars"]]
-- source      = "HFMA AR-5, remittance denials, primary payers without duplicates"

with answer as (
    select
        payer_name as payer,
        payer_class,
        payer_order,
        cast(date_trunc('month', check_date) as date) as month,
        charge_amount,
        paid_amount = 0
            and outcome in ('bundled', 'denied', 'denied_with_patient_share', 'zero_unexplained')
            as is_refused,
        paid_amount = 0 and outcome = 'patient_share_only' as is_patients
    from remit_claim
    where standing = 'adjudicated'
        and payer_order in ('primary', 'unknown')
        and check_date >= $from
        and check_date < $to
),

counted as (
    select
        payer,
        payer_class,
        payer_order,
        month,
        count(*) as remits,
        count(*) filter (where is_refused) as refused,
        count(*) filter (where is_refused or is_patients) as unpaid,
        sum(charge_amount) as charges,
        coalesce(sum(charge_amount) filter (where is_refused), 0) as refused_charges
    from answer
    group by payer, payer_class, payer_order, month
),

measure as (
    select column1 as measure
    from (values ('remits'), ('with_patient_share'), ('charges'))
)

select
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month,
    measure.measure,
    cast(
        case measure.measure
            when 'remits' then counted.refused
            when 'with_patient_share' then counted.unpaid
            else counted.refused_charges
        end as decimal(38, 2)
    ) as numerator,
    cast(
        case measure.measure
            when 'charges' then counted.charges
            else counted.remits
        end as decimal(38, 2)
    ) as denominator,
    'measured' as basis
from counted
cross join measure
order by
    measure.measure,
    counted.payer,
    counted.payer_class,
    counted.payer_order,
    counted.month
