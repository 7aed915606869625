-- One row per CLP of an 835: how a payer answered one claim, what it comes to, its place among the answers to the
-- same claim (`settled_claim`), and the submitted claim that it is for.
--
-- outcome                    tested from the top; the list is in the data dictionary
-- standing                   adjudicated, or why it is no adjudication: see `remit_answer`
-- is_first_adjudication      the first answer of this payer to this claim that decides something
-- is_current                 the answer that holds now: the last one that is not taken back
-- reversed_by_…, reverses_…  the answer that takes this one back, and the one that this takes back
-- submitted_…, link_method   the submitted claim, and how it was found: see `claim_link`
-- lines_balance              every line balances; claim_balances: the claim does, over its own and its
--                            lines' adjustments; charges_add_up: the lines' charges are the claim's
-- patient_share_adds_up      CLP05 is the sum of group PR; null where it was not sent, as on reversals

select
    claim.source_system,
    claim.file_id,
    claim.member,
    claim.unit_id,
    claim.doc_id,
    claim.generation,
    claim.record,
    claim.byte,
    claim.event_time,
    claim.is_test,
    claim.incomplete,
    claim.clp_ordinal,
    claim.payer_id,
    claim.payer_id_kind,
    claim.payee_id,
    claim.payee_npi,
    claim.payee_tax_id,
    claim.trace_number,
    claim.check_date,
    claim.patient_control_number,
    claim.claim_status_code,
    claim.charge_amount,
    claim.paid_amount,
    claim.patient_resp_amount,
    claim.filing_indicator,
    claim.payer_claim_control_number,
    claim.facility_type,
    claim.frequency_code,
    claim.patient_status,
    claim.drg,
    claim.drg_weight,
    claim.discharge_fraction,
    claim.patient_consent,
    claim.is_reversal,
    claim.batch_number,
    claim.received_date,
    claim.service_from,
    claim.service_to,
    claim.coverage_expiration,
    claim.member_id,
    claim.patient_last_name,
    claim.patient_first_name,
    claim.rendering_id,
    claim.crossover_payer_id,
    claim.crossover_payer_name,
    claim.corrected_payer_id,
    claim.group_number,
    claim.prior_auth_number,
    claim.medical_record_number,
    claim.number_key,
    claim.member_key,
    claim.line_count,
    claim.parties,
    claim.refs,
    claim.dates,
    claim.amounts,
    claim.quantities,
    claim.adjudication_amounts,
    claim.adjudication_quantities,
    claim.contacts,
    settled.payer_name,
    settled.payer_class,
    settled.capitated,
    settled.payer_order,
    link.submitted_doc_id,
    link.submitted_clm_ordinal,
    link.link_method,
    link.confidence as link_confidence,
    settled.denied_amount,
    settled.patient_share_amount,
    settled.contractual_amount,
    settled.reduction_amount,
    settled.pended_amount,
    settled.cob_amount,
    settled.informational_amount,
    settled.adjusted_amount,
    settled.has_unmapped,
    settled.unbalanced_amount,
    settled.claim_balances,
    settled.lines_balance,
    settled.charges_add_up,
    settled.patient_share_adds_up,
    settled.standing,
    settled.outcome,
    settled.is_first_adjudication,
    settled.is_current,
    settled.reversed_by_doc_id,
    settled.reversed_by_clp_ordinal,
    settled.reverses_doc_id,
    settled.reverses_clp_ordinal
from live.remit_claim as claim
inner join settled_claim as settled
    on settled.doc_id = claim.doc_id
    and settled.clp_ordinal = claim.clp_ordinal
left join claim_link as link
    on link.doc_id = claim.doc_id
    and link.clp_ordinal = claim.clp_ordinal
