-- One row per reversal (CLP02 = 22) and the answer it takes back; an orphan has none and is not here.
--
-- Within one payer, among answers with the same CLP07 (else CLP01 and payee), a reversal takes back the
-- latest one that is not yet taken back and whose charge, payment and adjustments are its exact negation
-- (X12 RFI 1429, 1733, 2442). Alike answers and reversals pair like brackets: an answer opens, a reversal
-- closes the last that is open.

with answer as (
    select
        remit_claim_sk,
        payer_key,
        payee_id,
        claim_number,
        payer_claim_control_number,
        standing = 'reversal' as closes,
        check_date,
        event_time,
        unit_id,
        clp_ordinal,
        case when standing = 'reversal' then -charge_amount else charge_amount end as charge,
        case when standing = 'reversal' then -paid_amount else paid_amount end as paid
    from remit_answer
    where standing not in ('predetermination', 'forwarded')
),

by_payers_number as (
    select distinct payer_key, payer_claim_control_number
    from answer
    where closes and payer_claim_control_number is not null
),

by_own_number as (
    select distinct payer_key, payee_id, claim_number
    from answer
    where closes and payer_claim_control_number is null
),

related as (
    select
        answer.remit_claim_sk,
        'CLP07 ' || answer.payer_claim_control_number as family,
        answer.payer_key,
        answer.closes,
        answer.check_date,
        answer.event_time,
        answer.unit_id,
        answer.clp_ordinal,
        answer.charge,
        answer.paid
    from answer
    inner join by_payers_number as number
        on number.payer_key = answer.payer_key
        and number.payer_claim_control_number = answer.payer_claim_control_number
    union all
    select
        answer.remit_claim_sk,
        'CLP01 ' || answer.claim_number || ' ' || answer.payee_id as family,
        answer.payer_key,
        answer.closes,
        answer.check_date,
        answer.event_time,
        answer.unit_id,
        answer.clp_ordinal,
        answer.charge,
        answer.paid
    from answer
    inner join by_own_number as number
        on number.payer_key = answer.payer_key
        and number.payee_id = answer.payee_id
        and number.claim_number = answer.claim_number
    where not answer.closes or answer.payer_claim_control_number is null
),

adjusted as (
    select
        adjustment.remit_claim_sk,
        adjustment.group_code,
        adjustment.carc,
        sum(adjustment.amount) as amount
    from live.remit_adjustment as adjustment
    left semi join related on related.remit_claim_sk = adjustment.remit_claim_sk
    group by adjustment.remit_claim_sk, adjustment.group_code, adjustment.carc
),

signed as (
    select
        adjusted.remit_claim_sk,
        adjusted.group_code || ' ' || adjusted.carc as reason,
        case when side.closes then -adjusted.amount else adjusted.amount end as amount
    from adjusted
    inner join (select distinct remit_claim_sk, closes from related) as side
        on side.remit_claim_sk = adjusted.remit_claim_sk
    where adjusted.amount <> 0
),

likeness as (
    select
        remit_claim_sk,
        string_agg(reason || ' ' || cast(amount as varchar), ',' order by reason) as adjustments
    from signed
    group by remit_claim_sk
),

opened as (
    select
        related.remit_claim_sk,
        related.family,
        related.payer_key,
        related.closes,
        related.charge,
        related.paid,
        coalesce(likeness.adjustments, '') as adjustments,
        row_number() over (
            partition by related.payer_key, related.family
            order by
                related.check_date nulls last,
                related.event_time nulls last,
                unit.isa_control,
                unit.gs_control,
                unit.st_control,
                unit.content_hash,
                related.clp_ordinal
        ) as place
    from related
    left join likeness on likeness.remit_claim_sk = related.remit_claim_sk
    left join live.unit as unit on unit.unit_id = related.unit_id
),

nested as (
    select
        remit_claim_sk,
        family,
        payer_key,
        closes,
        charge,
        paid,
        adjustments,
        place,
        sum(case when closes then -1 else 1 end) over (
            partition by payer_key, family, charge, paid, adjustments
            order by place
            rows between unbounded preceding and current row
        ) + case when closes then 1 else 0 end as depth
    from opened
),

paired as (
    select
        remit_claim_sk,
        closes,
        lag(remit_claim_sk) over one as before_sk,
        lag(closes) over one as before_closes
    from nested
    window one as (
        partition by payer_key, family, charge, paid, adjustments, depth order by place
    )
)

select
    remit_claim_sk,
    min(before_sk) as reversed_remit_claim_sk
from paired
where closes and not before_closes
group by remit_claim_sk
