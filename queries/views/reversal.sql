-- One row per reversal (CLP02 = 22) and the answer it takes back; an orphan has none and is not here.
--
-- Within one payer, among answers with the same CLP07 a reversal takes back the latest one that is not yet
-- taken back and whose charge, payment and adjustments are its exact negation (X12 RFI 1429, 1733, 2442);
-- where it finds none, among those with the same CLP01 and payee. Alike answers and reversals pair like
-- brackets: an answer opens, a reversal closes the last that is open.

with answer as (
    select
        doc_id,
        clp_ordinal,
        unit_id,
        payer_key,
        case
            when ltrim(payer_claim_control_number, '0') <> ''
                then 'CLP07 ' || payer_claim_control_number
        end as by_payers_number,
        'CLP01 ' || claim_number || ' ' || payee_id as by_own_number,
        claim_status_code = '22' as closes,
        check_date,
        event_time,
        case when claim_status_code = '22' then -charge_amount else charge_amount end as charge,
        case when claim_status_code = '22' then -paid_amount else paid_amount end as paid
    from told_claim
    where claim_status_code not in ('23', '25')
),

-- Most claims are never reversed: only families with a reversal are looked at.
reversed_claim as (
    select distinct
        payer_key,
        by_own_number
    from answer
    where closes
),

reversed_number as (
    select distinct
        payer_key,
        by_payers_number
    from answer
    where closes
),

related as (
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.unit_id,
        answer.payer_key,
        answer.by_payers_number as family,
        0 as preference,
        answer.closes,
        answer.check_date,
        answer.event_time,
        answer.charge,
        answer.paid
    from answer
    inner join reversed_number as number
        on number.payer_key = answer.payer_key
        and number.by_payers_number = answer.by_payers_number
    union all
    select
        answer.doc_id,
        answer.clp_ordinal,
        answer.unit_id,
        answer.payer_key,
        answer.by_own_number as family,
        1 as preference,
        answer.closes,
        answer.check_date,
        answer.event_time,
        answer.charge,
        answer.paid
    from answer
    inner join reversed_claim as claim
        on claim.payer_key = answer.payer_key
        and claim.by_own_number = answer.by_own_number
),

-- What was adjusted, as the answer has it and as its reversal would take it back.
adjusted as (
    select
        adjustment.doc_id,
        adjustment.clp_ordinal,
        adjustment.group_code || ' ' || adjustment.carc as reason,
        side.closes,
        sum(adjustment.amount) as amount
    from live.remit_adjustment as adjustment
    inner join (select distinct doc_id, clp_ordinal, closes from related) as side
        on side.doc_id = adjustment.doc_id
        and side.clp_ordinal = adjustment.clp_ordinal
    group by
        adjustment.doc_id,
        adjustment.clp_ordinal,
        adjustment.group_code || ' ' || adjustment.carc,
        side.closes
),

likeness as (
    select
        doc_id,
        clp_ordinal,
        string_agg(
            reason || ' ' || cast(case when closes then -amount else amount end as varchar),
            ',' order by reason
        ) as adjustments
    from adjusted
    where amount <> 0
    group by doc_id, clp_ordinal
),

opened as (
    select
        related.doc_id,
        related.clp_ordinal,
        related.family,
        related.preference,
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
    left join likeness
        on likeness.doc_id = related.doc_id
        and likeness.clp_ordinal = related.clp_ordinal
    left join live.unit as unit on unit.unit_id = related.unit_id
),

nested as (
    select
        doc_id,
        clp_ordinal,
        family,
        preference,
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
        doc_id,
        clp_ordinal,
        preference,
        closes,
        lag(doc_id) over one as before_doc_id,
        lag(clp_ordinal) over one as before_clp_ordinal,
        lag(closes) over one as before_closes
    from nested
    window one as (
        partition by payer_key, family, charge, paid, adjustments, depth order by place
    )
),

-- A reversal takes back one answer, and an answer is taken back once.
chosen as (
    select
        doc_id,
        clp_ordinal,
        before_doc_id,
        before_clp_ordinal,
        preference,
        row_number() over (
            partition by doc_id, clp_ordinal
            order by preference, before_doc_id, before_clp_ordinal
        ) as choice
    from paired
    where closes and not before_closes
),

claimed as (
    select
        doc_id,
        clp_ordinal,
        before_doc_id,
        before_clp_ordinal,
        row_number() over (
            partition by before_doc_id, before_clp_ordinal
            order by preference, doc_id, clp_ordinal
        ) as choice
    from chosen
    where choice = 1
)

select
    doc_id,
    clp_ordinal,
    before_doc_id as reversed_doc_id,
    before_clp_ordinal as reversed_clp_ordinal
from claimed
where choice = 1
