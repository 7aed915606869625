-- One row per status that an acknowledgment tells: what it means, who says it, and which submitted claim
-- or set it is about.
--
-- outcome                accepted, partially_accepted, rejected, received, pending, info_requested,
--                        finalized, error
-- reporter               payer, clearinghouse, unknown
-- provisional_denial     category F2: the payer denied, and the remittance is still to come
-- submitted_…            the submitted claim or line, and how the claim was found: see `ack_link`
-- answered_doc_id        the set that a 999 or 997 names; all sets of a group or interchange are in
--                        `answered_unit`

-- A number that two lines of a claim share names neither.
with numbered as (
    select
        doc_id,
        clm_ordinal,
        line_ordinal,
        coalesce(line_control_number, line_number) as number,
        case when line_control_number is not null then 0 else 1 end as preference
    from live.claim_line
),

line as (
    select
        doc_id,
        clm_ordinal,
        number,
        first_value(line_ordinal order by preference) as line_ordinal
    from numbered
    group by doc_id, clm_ordinal, number
    having count(*) filter (where preference = 0) <= 1
        and (count(*) filter (where preference = 0) = 1 or count(*) = 1)
)

select
    ack.source_system,
    ack.file_id,
    ack.member,
    ack.unit_id,
    ack.doc_id,
    ack.generation,
    ack.record,
    ack.byte,
    ack.event_time,
    ack.is_test,
    ack.incomplete,
    ack.ack_type,
    ack.level,
    ack.level_ordinal,
    ack.answer_ordinal,
    ack.line_ordinal,
    ack.status_ordinal,
    ack.guide,
    ack.report_reference,
    ack.reported_ts,
    ack.category_code,
    ack.status_code,
    ack.entity_code,
    ack.status_list,
    ack.action_code,
    ack.effective_date,
    ack.charge_amount,
    ack.paid_amount,
    ack.adjudication_date,
    ack.payment_date,
    ack.check_number,
    ack.message,
    ack.reporter_role,
    ack.reporter_id,
    ack.reporter_name,
    ack.source_trace,
    ack.received_date,
    ack.process_date,
    ack.submitter_id,
    ack.submitter_name,
    ack.batch_reference,
    ack.provider_npi,
    ack.provider_other_id,
    ack.provider_name,
    ack.answer_trace,
    ack.patient_control_number,
    ack.payer_claim_control_number,
    ack.clearinghouse_trace,
    ack.type_of_bill,
    ack.member_id,
    ack.patient_last_name,
    ack.patient_first_name,
    ack.service_from,
    ack.service_to,
    ack.line_control_number,
    ack.procedure_qualifier,
    ack.hcpcs_code,
    ack.mod1,
    ack.mod2,
    ack.mod3,
    ack.mod4,
    ack.revenue_code,
    ack.units,
    ack.answered_interchange,
    ack.answered_ts,
    ack.answered_functional_id,
    ack.answered_group,
    ack.answered_guide,
    ack.answered_set_type,
    ack.answered_set,
    ack.further_codes,
    ack.sets_included,
    ack.sets_received,
    ack.sets_accepted,
    ack.errors,
    ack.refs,
    ack.dates,
    ack.quantities,
    ack.amounts,
    ack.contacts,
    ack.due_date,
    ack.medical_record_number,
    ack.attachments,
    status.outcome,
    status.outcome_label,
    status.reporter,
    coalesce(ack.category_code = 'F2', false) as provisional_denial,
    link.submitted_doc_id,
    link.submitted_clm_ordinal,
    line.line_ordinal as submitted_line_ordinal,
    link.link_method,
    link.confidence as link_confidence,
    answered.answered_doc_id
from live.claim_ack as ack
inner join ack_status as status
    on status.doc_id = ack.doc_id
    and status.level_ordinal = ack.level_ordinal
    and status.answer_ordinal = ack.answer_ordinal
    and status.line_ordinal = ack.line_ordinal
    and status.status_ordinal = ack.status_ordinal
left join ack_link as link
    on link.doc_id = ack.doc_id
    and link.level_ordinal = ack.level_ordinal
    and link.answer_ordinal = ack.answer_ordinal
left join line
    on line.doc_id = link.submitted_doc_id
    and line.clm_ordinal = link.submitted_clm_ordinal
    and line.number = ack.line_control_number
    and ack.level = 'line'
left join answered_unit as answered
    on answered.doc_id = ack.doc_id
    and answered.level_ordinal = ack.level_ordinal
    and answered.answer_ordinal = ack.answer_ordinal
    and answered.level = 'set'
    and ack.level = 'set'
