//! `remit_claim`: how payers adjudicated claims.

use super::{Amount, Contact, Count, Entity, Period, Reference};
use crate::declare::table;

table! {
    /// One row per CLP loop of an 835: how a payer adjudicated one claim. A reversal is its own row.
    remit_claim: RemitClaim<'a>, key = [doc_id, clp_ordinal], month = check_date, sort = [patient_control_number, payee_id] {
        /// Where it is.
        origin: Origin;
        /// Position of the CLP in the set, from 1.
        clp_ordinal: Int, ordered;
        /// The payer, as on the payment.
        payer_id: Text;
        /// Which identifier of the payer that is.
        payer_id_kind: Text;
        /// The payee, as on the payment.
        payee_id: Text;
        /// The payee's NPI.
        payee_npi: Opt<Text>;
        /// The payee's tax id.
        payee_tax_id: Opt<Text>;
        /// Check or EFT number, as on the payment.
        trace_number: Text = "TRN02";
        /// As on the payment.
        check_date: Opt<Day> = "BPR16";
        /// As the provider sent it in CLM01.
        patient_control_number: Text = "CLP01", phi, ordered, key;
        /// 1 to 4 processed or denied, 19 to 21 and forwarded, 22 reversal, 23 forwarded, 25 predetermination.
        claim_status_code: Text = "CLP02";
        /// What was charged.
        charge_amount: Money = "CLP03";
        /// What was paid.
        paid_amount: Money = "CLP04";
        /// What the patient is to pay; not sent on reversals.
        patient_resp_amount: Opt<Money> = "CLP05";
        /// Kind of plan.
        filing_indicator: Opt<Text> = "CLP06";
        /// The payer's own number, unique within the payer.
        payer_claim_control_number: Opt<Text> = "CLP07", phi, ordered, key;
        /// Place of service or type of bill.
        facility_type: Opt<Text> = "CLP08";
        /// 1 original, 7 replacement, 8 void.
        frequency_code: Opt<Text> = "CLP09";
        /// Patient status.
        patient_status: Opt<Text> = "CLP10";
        /// DRG.
        drg: Opt<Text> = "CLP11";
        /// Weight of the DRG.
        drg_weight: Opt<Units> = "CLP12";
        /// Fraction of a discharge.
        discharge_fraction: Opt<Units> = "CLP13";
        /// Whether the patient consented.
        patient_consent: Opt<Text> = "CLP14";
        /// Whether it takes back an earlier one (CLP02 = 22).
        is_reversal: Flag = "CLP02";
        /// Number of the provider's batch that it is in.
        batch_number: Opt<Text> = "LX01";
        /// When the payer got the claim.
        received_date: Opt<Day> = "DTM*050";
        /// First day of service.
        service_from: Opt<Day> = "DTM*232";
        /// Last day of service.
        service_to: Opt<Day> = "DTM*233";
        /// When coverage ended.
        coverage_expiration: Opt<Day> = "DTM*036";
        /// The patient's identifier at the payer, else the insured's.
        member_id: Opt<Text> = "NM109 of QC, IL", phi;
        /// The patient's family name.
        patient_last_name: Opt<Text> = "NM103 of QC", phi;
        /// The patient's given name.
        patient_first_name: Opt<Text> = "NM104 of QC", phi;
        /// Who rendered the service.
        rendering_id: Opt<Text> = "NM109 of 82";
        /// The payer it was forwarded to.
        crossover_payer_id: Opt<Text> = "NM109 of TT";
        /// Its name.
        crossover_payer_name: Opt<Text> = "NM103 of TT";
        /// The payer that should have been billed.
        corrected_payer_id: Opt<Text> = "NM109 of PR";
        /// The group or policy.
        group_number: Opt<Text> = "REF*1L";
        /// The prior authorisation.
        prior_auth_number: Opt<Text> = "REF*G1";
        /// The medical record.
        medical_record_number: Opt<Text> = "REF*EA", phi;
        /// Digest of the control number without zeros in front, separators, and up to three letters behind one; of the
        /// charge and the first day of service: what a claim is looked up by whose number came back changed.
        number_key: Opt<Text> = "CLP01, CLP03", phi, ordered, key;
        /// Digest of member, charge and first day of service: what a claim is looked up by whose number did not come
        /// back.
        member_key: Opt<Text> = "NM109 of QC, IL, CLP03", phi, ordered, key;
        /// Lines that follow.
        line_count: Int;
        /// People and organisations in roles.
        parties: List<Entity> = "NM1";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTM";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Quantities.
        quantities: List<Count> = "QTY";
        /// Amounts of inpatient and outpatient adjudication, by element.
        adjudication_amounts: List<Amount> = "MIA, MOA";
        /// Quantities and rates of inpatient and outpatient adjudication, by element.
        adjudication_quantities: List<Count> = "MIA, MOA";
        /// Whom to ask.
        contacts: List<Contact> = "PER";
    }
}
