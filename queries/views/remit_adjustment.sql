-- One row per CAS triplet of an 835, with what it means: class, and the category of a denial.
-- The list of codes is `carc`; a code it has not is a denial of category OTHER, marked unmapped.
-- Remarks refine the category of umbrella codes: the line's first that decides, else the claim's.
--
-- liability   of a denial: patient (group PR) or provider (CO, PI); OA says nothing of it

with meant as (
    select
        adjustment.source_system,
        adjustment.file_id,
        adjustment.member,
        adjustment.unit_id,
        adjustment.doc_id,
        adjustment.generation,
        adjustment.record,
        adjustment.byte,
        adjustment.event_time,
        adjustment.is_test,
        adjustment.incomplete,
        adjustment.clp_ordinal,
        adjustment.svc_ordinal,
        adjustment.cas_ordinal,
        adjustment.triplet_ordinal,
        adjustment.group_code,
        adjustment.carc,
        adjustment.amount,
        adjustment.quantity,
        case
            when capitated.is_capitated then carc.class_if_capitated
            when carc.class is not null then carc.class
            else 'denial'
        end as class,
        case when carc.class is null then 'OTHER' else carc.category end as category,
        carc.class is null as unmapped,
        coalesce(carc.umbrella, false) as umbrella,
        coalesce(carc.duplicate, false) as says_duplicate
    from live.remit_adjustment as adjustment
    left join carc
        on carc.group_code = adjustment.group_code
        and carc.carc = adjustment.carc
    left join capitated_claim as capitated
        on capitated.doc_id = adjustment.doc_id
        and capitated.clp_ordinal = adjustment.clp_ordinal
        and carc.class_if_capitated <> carc.class
),

deciding as (
    select
        remark.doc_id,
        remark.clp_ordinal,
        remark.svc_ordinal,
        remark.remark_ordinal,
        rarc.category
    from live.remit_remark as remark
    inner join rarc on rarc.rarc = remark.rarc
    where rarc.kind = 'refines' and coalesce(remark.code_list, 'HE') = 'HE'
),

of_line as (
    select
        doc_id,
        clp_ordinal,
        svc_ordinal,
        first_value(category order by remark_ordinal) as category
    from deciding
    where svc_ordinal is not null
    group by doc_id, clp_ordinal, svc_ordinal
),

of_claim as (
    select
        doc_id,
        clp_ordinal,
        first_value(category order by remark_ordinal) as category
    from deciding
    where svc_ordinal is null
    group by doc_id, clp_ordinal
)

select
    meant.source_system,
    meant.file_id,
    meant.member,
    meant.unit_id,
    meant.doc_id,
    meant.generation,
    meant.record,
    meant.byte,
    meant.event_time,
    meant.is_test,
    meant.incomplete,
    meant.clp_ordinal,
    meant.svc_ordinal,
    meant.cas_ordinal,
    meant.triplet_ordinal,
    meant.group_code,
    meant.carc,
    meant.amount,
    meant.quantity,
    meant.class,
    case
        when meant.class <> 'denial' then null
        when meant.umbrella then coalesce(of_line.category, of_claim.category, meant.category)
        else meant.category
    end as category,
    case
        when meant.class <> 'denial' then null
        when meant.group_code = 'PR' then 'patient'
        when meant.group_code in ('CO', 'PI') then 'provider'
    end as liability,
    meant.unmapped,
    meant.says_duplicate
        or (
            meant.class = 'denial'
            and meant.umbrella
            and coalesce(of_line.category, of_claim.category, '') = 'DUP'
        ) as says_duplicate
from meant
left join of_line
    on of_line.doc_id = meant.doc_id
    and of_line.clp_ordinal = meant.clp_ordinal
    and of_line.svc_ordinal = meant.svc_ordinal
    and meant.umbrella
left join of_claim
    on of_claim.doc_id = meant.doc_id
    and of_claim.clp_ordinal = meant.clp_ordinal
    and meant.umbrella
