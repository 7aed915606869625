//! `claim`: claims as submitted.

use super::{Amount, Attachment, Contact, Count, HealthCode, Note, Period, Reference, Tooth};
use crate::declare::table;

table! {
    /// One row per CLM loop of an 837: one claim as it was submitted once. Replacements and voids are rows
    /// of their own.
    claim: Claim<'a>, key = [doc_id, clm_ordinal], month = service_from, sort = [patient_control_number, billing_id] {
        /// Where it is.
        origin: Origin;
        /// Position of the CLM in the set, from 1.
        clm_ordinal: Int, ordered;
        /// P professional, I institutional, D dental.
        claim_form: Text = "ST03, GS08";
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// The submitter's number of the batch.
        batch_reference: Opt<Text> = "BHT03";
        /// 00 original, 18 sent again.
        batch_purpose: Opt<Text> = "BHT02";
        /// CH claims, RP encounters.
        batch_type: Opt<Text> = "BHT06";
        /// When the submitter made the batch, as UTC.
        submitted_ts: Opt<Instant> = "BHT04, BHT05";
        /// The submitter.
        submitter_id: Opt<Text> = "NM109 of 1000A";
        /// Its name.
        submitter_name: Opt<Text> = "NM103 of 1000A";
        /// The receiver.
        receiver_id: Opt<Text> = "NM109 of 1000B";
        /// Its name.
        receiver_name: Opt<Text> = "NM103 of 1000B";
        /// The billing provider: NPI, else tax id, else folded name.
        billing_id: Text = "NM109, REF*EI, NM103 of 2010AA";
        /// Its NPI.
        billing_npi: Opt<Text> = "NM109 of 2010AA";
        /// Its tax id.
        billing_tax_id: Opt<Text> = "REF*EI, REF*SY of 2010AA", phi;
        /// Its taxonomy.
        billing_taxonomy: Opt<Text> = "PRV03 of 2000A";
        /// Its name.
        billing_name: Opt<Text> = "NM103 of 2010AA";
        /// The destination payer: its identifier, else its folded name.
        payer_id: Text = "NM109 of 2010BB";
        /// NM109 or NAME.
        payer_id_kind: Text;
        /// Its name.
        payer_name: Opt<Text> = "NM103 of 2010BB";
        /// P primary, S secondary, T tertiary ….
        payer_order: Opt<Text> = "SBR01";
        /// The patient's relationship to the subscriber.
        relationship: Opt<Text> = "SBR02, PAT01";
        /// Group or policy.
        group_number: Opt<Text> = "SBR03";
        /// Name of the group.
        group_name: Opt<Text> = "SBR04";
        /// Insurance type.
        insurance_type: Opt<Text> = "SBR05";
        /// Kind of plan.
        filing_indicator: Opt<Text> = "SBR09";
        /// The subscriber's identifier.
        member_id: Opt<Text> = "NM109 of 2010BA", phi;
        /// The patient's family name.
        patient_last_name: Opt<Text> = "NM103 of 2010CA, 2010BA", phi;
        /// The patient's given name.
        patient_first_name: Opt<Text> = "NM104 of 2010CA, 2010BA", phi;
        /// The patient's birth date.
        patient_birth_date: Opt<Day> = "DMG02", phi;
        /// The patient's sex.
        patient_sex: Opt<Text> = "DMG03";
        /// What the provider knows the claim by.
        patient_control_number: Text = "CLM01", phi, ordered, key;
        /// What is charged.
        total_charge: Money = "CLM02";
        /// Place of service, or the first digits of the type of bill.
        facility_pos: Opt<Text> = "CLM05-1";
        /// B place of service, A type of bill.
        facility_qualifier: Opt<Text> = "CLM05-2";
        /// 1 original, 7 replacement, 8 void.
        frequency_code: Opt<Text> = "CLM05-3";
        /// Whether the provider's signature is on file.
        provider_signature: Opt<Text> = "CLM06";
        /// Whether the provider accepts assignment.
        assignment: Opt<Text> = "CLM07";
        /// Whether benefits are assigned.
        benefits_assigned: Opt<Text> = "CLM08";
        /// Whether information may be released.
        release_of_information: Opt<Text> = "CLM09";
        /// Causes other than illness, by spaces.
        related_causes: Opt<Text> = "CLM11-1 to CLM11-3";
        /// State of the accident.
        accident_state: Opt<Text> = "CLM11-4";
        /// Special programme.
        special_program: Opt<Text> = "CLM12";
        /// Why it comes late.
        delay_reason: Opt<Text> = "CLM20";
        /// The payer's number of the claim that this replaces or voids.
        payer_claim_control_number: Opt<Text> = "REF*F8", phi, ordered, key;
        /// First day of service: the statement's, else the earliest line's.
        service_from: Opt<Day> = "DTP*434, DTP*472";
        /// Last day of service: the statement's, else the latest line's.
        service_to: Opt<Day> = "DTP*434, DTP*472";
        /// Admission.
        admission_date: Opt<Day> = "DTP*435";
        /// Hour of discharge, as sent.
        discharge_time: Opt<Text> = "DTP*096";
        /// Onset of the illness.
        onset_date: Opt<Day> = "DTP*431";
        /// Accident.
        accident_date: Opt<Day> = "DTP*439";
        /// Type of admission.
        admission_type: Opt<Text> = "CL101";
        /// Source of admission.
        admission_source: Opt<Text> = "CL102";
        /// Patient status.
        patient_status: Opt<Text> = "CL103";
        /// Prior authorisation.
        prior_auth_number: Opt<Text> = "REF*G1";
        /// Referral.
        referral_number: Opt<Text> = "REF*9F";
        /// Medical record.
        medical_record_number: Opt<Text> = "REF*EA", phi;
        /// The clearinghouse's number.
        trace_number: Opt<Text> = "REF*D9", bounds;
        /// Laboratory's certificate.
        clia_number: Opt<Text> = "REF*X4";
        /// What the patient paid.
        patient_paid_amount: Opt<Money> = "AMT*F5";
        /// The principal diagnosis, without its dot.
        principal_diagnosis: Opt<Text> = "HI*ABK, HI*BK";
        /// The diagnosis on admission, without its dot.
        admitting_diagnosis: Opt<Text> = "HI*ABJ, HI*BJ";
        /// DRG.
        drg: Opt<Text> = "HI*DR";
        /// Who rendered the services.
        rendering_npi: Opt<Text> = "NM109 of 2310 (82)";
        /// Who attended.
        attending_npi: Opt<Text> = "NM109 of 2310 (71)";
        /// Who operated.
        operating_npi: Opt<Text> = "NM109 of 2310 (72)";
        /// Who referred.
        referring_npi: Opt<Text> = "NM109 of 2310 (DN)";
        /// Where it happened.
        facility_npi: Opt<Text> = "NM109 of 2310 (77)";
        /// How it was repriced.
        pricing_method: Opt<Text> = "HCP01";
        /// What the repricer allows.
        repriced_allowed: Opt<Money> = "HCP02";
        /// What the repricer saved.
        repriced_savings: Opt<Money> = "HCP03";
        /// The repricer.
        repricer_id: Opt<Text> = "HCP04";
        /// Months that orthodontic treatment takes.
        orthodontic_months: Opt<Units> = "DN101";
        /// Months of it that remain.
        orthodontic_months_left: Opt<Units> = "DN102";
        /// Y where another provider began it.
        orthodontic_transfer: Opt<Text> = "DN103";
        /// Teeth that are missing or to be extracted.
        teeth: List<Tooth> = "DN2";
        /// Digest of the control number without zeros in front, separators, and up to three letters behind one; of the
        /// charge and the first day of service: what a claim is looked up by whose number came back changed.
        number_key: Opt<Text> = "CLM01, CLM02", phi, ordered, key;
        /// Digest of member, charge and first day of service: what a claim is looked up by whose number did not come
        /// back.
        member_key: Opt<Text> = "NM109 of 2010BA, CLM02", phi, ordered, key;
        /// Lines that follow.
        line_count: Int;
        /// Whom to ask at the submitter.
        submitter_contacts: List<Contact> = "PER of 1000A";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Quantities.
        quantities: List<Count> = "QTY";
        /// Notes.
        notes: List<Note> = "NTE";
        /// Paperwork.
        attachments: List<Attachment> = "PWK";
        /// Procedures, conditions, occurrences, values.
        codes: List<HealthCode> = "HI";
    }
}
