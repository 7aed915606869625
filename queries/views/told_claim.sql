-- One row per adjudicated claim: which payer answered for which claim. What puts the answers to one claim
-- together, and needs nothing but the claim's own row.
--
-- payer_key       the payer whatever identifier it used: its name in payers.csv, else the identifier; of a
--                 test interchange it is another payer, so that no test takes a production answer's place
-- payer_class     as payers.csv has it for the day of the check
-- claim_number    CLP01, or the number of the claim that somebody said it is for; of a replacement the control
--                 number that the claim was first sent under; where a payer sends 0 for "none", its own number,
--                 else nothing shared, nor where somebody said that it is for no claim of ours; zeros are no
--                 number of either

select
    claim.source_system,
    claim.unit_id,
    claim.doc_id,
    claim.event_time,
    claim.is_test,
    claim.clp_ordinal,
    claim.check_date,
    claim.payer_id,
    claim.payer_id_kind,
    claim.payee_id,
    claim.patient_control_number,
    claim.member_id,
    claim.service_from,
    claim.service_to,
    claim.payer_claim_control_number,
    claim.claim_status_code,
    claim.frequency_code,
    claim.charge_amount,
    claim.paid_amount,
    claim.patient_resp_amount,
    identity.payer_name as known_payer_name,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    coalesce(payer.capitated, false) as capitated,
    case when claim.is_test then 'test ' else '' end
        || coalesce(identity.payer_name, claim.payer_id_kind || ' ' || claim.payer_id) as payer_key,
    case
        when coalesce(decided.is_none, false)
            then claim.doc_id || ' ' || cast(claim.clp_ordinal as varchar)
        when ltrim(coalesce(decided.patient_control_number, claim.patient_control_number), '0') <> ''
            then coalesce(
                replaced.claim_number, decided.patient_control_number, claim.patient_control_number
            )
        when ltrim(claim.payer_claim_control_number, '0') <> ''
            then 'CLP07 ' || claim.payer_claim_control_number
        else claim.doc_id || ' ' || cast(claim.clp_ordinal as varchar)
    end as claim_number
from live.remit_claim as claim
left join payer_identity as identity
    on identity.id_type = claim.payer_id_kind
    and identity.payer_id = claim.payer_id
left join payer_alias as payer
    on payer.id_type = claim.payer_id_kind
    and payer.payer_id = claim.payer_id
    and coalesce(claim.check_date, date '9999-12-30') >= payer.eff_from
    and coalesce(claim.check_date, date '9999-12-30') < payer.eff_to
left join link_decided as decided
    on decided.remit_doc_id = claim.doc_id
    and decided.clp_ordinal = claim.clp_ordinal
left join replaced_number as replaced
    on replaced.is_test = claim.is_test
    and replaced.payee_id = claim.payee_id
    and replaced.number = coalesce(decided.patient_control_number, claim.patient_control_number)
