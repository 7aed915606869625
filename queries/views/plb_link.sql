-- One row per adjustment of a PLB whose reference names an adjudicated claim: of the same payer and payee,
-- by CLP07, by CLP01, or by parts of the reference.
--
-- link_method   payer_claim_control_number, patient_control_number: the whole reference is one;
--               parsed_reference: parts of it are; ambiguous_reference: it fits several claims, and none is
--               named
-- confidence    1.00 the whole is CLP07, 0.95 the whole is CLP01 or two parts are both, 0.90 one part and a
--               day of the claim's service, 0.85 a part is CLP07, 0.75 a part is CLP01
-- ref_…         the parts; nothing counts as a part that is not in the answer it names
-- remit_…       the claim's last answer until the day of the adjustment, else the last one
--
-- X12 RFI 1386: the reference is the claim's CLP07. Payers also send account, day of service and claim number
-- in one, with or without something between, or a type code of two digits and a number of fixed width.
-- A part of less than four characters needs another one, and behind a type code are at least eight. The standard
-- has 50 characters: what is longer than 100 is no reference.

with reference as (
    select
        adjustment.doc_id,
        adjustment.plb_ordinal,
        adjustment.pair_ordinal,
        adjustment.payee_id,
        adjustment.check_date as adjusted_on,
        case when adjustment.is_test then 'test ' else '' end
            || coalesce(identity.payer_name, adjustment.payer_id_kind || ' ' || adjustment.payer_id)
            as payer_key,
        trim(adjustment.reference_id) as reference
    from live.provider_level_adjustment as adjustment
    left join payer_identity as identity
        on identity.id_type = adjustment.payer_id_kind
        and identity.payer_id = adjustment.payer_id
    where ltrim(trim(adjustment.reference_id), '0 ') <> ''
        and character_length(trim(adjustment.reference_id)) <= 100
),

-- The whole; what stands between spaces, and between anything but letters and digits; what stands behind a
-- type code.
piece as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        unnest(
            array_concat(
                make_array(reference),
                string_to_array(reference, ' '),
                string_to_array(regexp_replace(reference, '[^A-Za-z0-9]+', ' ', 'g'), ' '),
                case
                    when regexp_like(reference, '^[0-9]{2}.{8}')
                        then make_array(substr(reference, 3), trim(substr(reference, 3, 17)))
                    else make_array(reference)
                end
            )
        ) as piece
    from reference
),

-- Every place where a day may begin; at 0 the piece is left whole.
place as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        piece,
        unnest(range(0, greatest(cast(character_length(piece) as bigint) - 4, 1))) as at
    from piece
    where piece <> ''
    group by
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        piece
),

-- Eight or six digits that are a day.
form as (
    select
        column1 as width,
        column2 as year_at,
        column3 as year_width,
        column4 as month_at,
        column5 as day_at,
        column6 as century
    from (
        values
            (0, 0, 0, 0, 0, ''),
            (8, 1, 4, 5, 7, ''),
            (8, 5, 4, 1, 3, ''),
            (6, 1, 2, 3, 5, '20'),
            (6, 5, 2, 1, 3, '20')
    )
),

cut as (
    select
        place.doc_id,
        place.plb_ordinal,
        place.pair_ordinal,
        place.payee_id,
        place.adjusted_on,
        place.payer_key,
        place.reference,
        place.piece,
        place.at,
        form.width,
        case
            when form.width > 0 then try_cast(
                form.century
                    || substr(place.piece, place.at + form.year_at - 1, form.year_width) || '-'
                    || substr(place.piece, place.at + form.month_at - 1, 2) || '-'
                    || substr(place.piece, place.at + form.day_at - 1, 2)
                as date
            )
        end as cut_day
    from form
    cross join place
    where (place.at = 0) = (form.width = 0)
        and place.at + form.width - 1 <= character_length(place.piece)
        and (form.width = 0 or regexp_like(substr(place.piece, place.at, form.width), '^[0-9]+$'))
),

part as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        cut_day,
        array_agg(cut_day) over (partition by doc_id, plb_ordinal, pair_ordinal) as days,
        case
            when width = 0 then make_array(piece)
            else make_array(
                regexp_replace(substr(piece, 1, at - 1), '[^A-Za-z0-9]+$', ''),
                regexp_replace(substr(piece, at + width), '^[^A-Za-z0-9]+', '')
            )
        end as parts
    from cut
    where width = 0 or cut_day is not null
),

paired as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        cut_day,
        days,
        unnest(parts) as part
    from part
),

dated as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        reference,
        cut_day,
        unnest(days) as day,
        part
    from paired
    where ltrim(part, '0') <> ''
),

asked as (
    select distinct
        doc_id,
        plb_ordinal,
        pair_ordinal,
        payee_id,
        adjusted_on,
        payer_key,
        cut_day,
        day,
        part,
        part = reference as is_whole
    from dated
),

found as (
    select
        asked.doc_id,
        asked.plb_ordinal,
        asked.pair_ordinal,
        asked.adjusted_on,
        asked.cut_day,
        asked.day,
        asked.part,
        asked.is_whole,
        true as is_payers,
        claim.doc_id as remit_doc_id,
        claim.clp_ordinal as remit_clp_ordinal,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.member_id,
        claim.check_date,
        claim.event_time,
        claim.service_from,
        claim.service_to
    from asked
    inner join told_claim as claim
        on claim.payer_key = asked.payer_key
        and claim.payee_id = asked.payee_id
        and claim.payer_claim_control_number = asked.part
    where claim.claim_status_code <> '25'
    union all
    select
        asked.doc_id,
        asked.plb_ordinal,
        asked.pair_ordinal,
        asked.adjusted_on,
        asked.cut_day,
        asked.day,
        asked.part,
        asked.is_whole,
        false as is_payers,
        claim.doc_id as remit_doc_id,
        claim.clp_ordinal as remit_clp_ordinal,
        claim.patient_control_number,
        claim.payer_claim_control_number,
        claim.member_id,
        claim.check_date,
        claim.event_time,
        claim.service_from,
        claim.service_to
    from asked
    inner join told_claim as claim
        on claim.payer_key = asked.payer_key
        and claim.payee_id = asked.payee_id
        and claim.patient_control_number = asked.part
    where claim.claim_status_code <> '25'
),

served as (
    select
        found.doc_id,
        found.plb_ordinal,
        found.pair_ordinal,
        found.adjusted_on,
        found.cut_day,
        found.day,
        found.part,
        found.is_whole,
        found.is_payers,
        found.remit_doc_id,
        found.remit_clp_ordinal,
        found.patient_control_number,
        found.payer_claim_control_number,
        found.member_id,
        found.check_date,
        found.event_time,
        coalesce(found.service_from, min(line.service_date)) as first_day,
        coalesce(
            found.service_to,
            max(coalesce(line.service_date_to, line.service_date)),
            found.service_from
        ) as last_day
    from found
    left join live.remit_line as line
        on line.doc_id = found.remit_doc_id
        and line.clp_ordinal = found.remit_clp_ordinal
    group by
        found.doc_id,
        found.plb_ordinal,
        found.pair_ordinal,
        found.adjusted_on,
        found.cut_day,
        found.day,
        found.part,
        found.is_whole,
        found.is_payers,
        found.remit_doc_id,
        found.remit_clp_ordinal,
        found.patient_control_number,
        found.payer_claim_control_number,
        found.member_id,
        found.check_date,
        found.event_time,
        found.service_from,
        found.service_to
),

-- What stands beside a day is a number only where it is a day of the service.
weighed as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        adjusted_on,
        remit_doc_id,
        remit_clp_ordinal,
        patient_control_number,
        payer_claim_control_number,
        member_id,
        check_date,
        event_time,
        bool_or(is_whole and is_payers) as is_payers_number,
        bool_or(is_whole and not is_payers) as is_own_number,
        bool_or(is_payers) as has_payers_number,
        bool_or(not is_payers) as has_own_number,
        max(character_length(part)) as length,
        min(case when day >= first_day and day <= last_day then day end) as day
    from served
    where cut_day is null or (cut_day >= first_day and cut_day <= last_day)
    group by
        doc_id,
        plb_ordinal,
        pair_ordinal,
        adjusted_on,
        remit_doc_id,
        remit_clp_ordinal,
        patient_control_number,
        payer_claim_control_number,
        member_id,
        check_date,
        event_time
),

scored as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        adjusted_on,
        remit_doc_id,
        remit_clp_ordinal,
        case
            when is_payers_number then 6
            when is_own_number then 5
            when has_payers_number and has_own_number then 4
            when day is not null then 3
            when length < 4 then 0
            when has_payers_number then 2
            else 1
        end as score,
        case
            when has_payers_number then 'CLP07 ' || payer_claim_control_number
            else 'CLP01 ' || patient_control_number
        end as claim_number,
        member_id,
        check_date,
        event_time,
        day,
        case when has_own_number then patient_control_number end as own_number,
        case when has_payers_number then payer_claim_control_number end as payers_number
    from weighed
),

bested as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        adjusted_on,
        remit_doc_id,
        remit_clp_ordinal,
        score,
        claim_number,
        member_id,
        check_date,
        event_time,
        day,
        own_number,
        payers_number,
        max(score) over (partition by doc_id, plb_ordinal, pair_ordinal) as best
    from scored
    where score > 0
),

-- Of two parts that each name another claim neither goes before the other.
ranked as (
    select
        doc_id,
        plb_ordinal,
        pair_ordinal,
        remit_doc_id,
        remit_clp_ordinal,
        score,
        day,
        own_number,
        payers_number,
        coalesce(
            min(claim_number) over one <> max(claim_number) over one
                or (score < 6 and min(member_id) over one <> max(member_id) over one),
            false
        ) as unclear,
        row_number() over (
            partition by doc_id, plb_ordinal, pair_ordinal
            order by
                score desc,
                coalesce(check_date <= adjusted_on, false) desc,
                check_date desc nulls last,
                event_time desc nulls last,
                remit_doc_id,
                remit_clp_ordinal desc
        ) as place
    from bested
    where score = best or best < 3
    window one as (partition by doc_id, plb_ordinal, pair_ordinal)
)

select
    doc_id,
    plb_ordinal,
    pair_ordinal,
    case when not unclear then remit_doc_id end as remit_doc_id,
    case when not unclear then remit_clp_ordinal end as remit_clp_ordinal,
    case
        when unclear then 'ambiguous_reference'
        when score = 6 then 'payer_claim_control_number'
        when score = 5 then 'patient_control_number'
        else 'parsed_reference'
    end as link_method,
    case
        when unclear then null
        else cast(
            case score
                when 6 then '1.00'
                when 5 then '0.95'
                when 4 then '0.95'
                when 3 then '0.90'
                when 2 then '0.85'
                else '0.75'
            end as decimal(3, 2)
        )
    end as confidence,
    case when not unclear then own_number end as ref_patient_control_number,
    case when not unclear then day end as ref_service_date,
    case when not unclear then payers_number end as ref_payer_claim_control_number
from ranked
where place = 1
