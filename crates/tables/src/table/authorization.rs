//! `authorization`: services that a payer was asked to review, and what it decided.

use super::{
    Attachment, Contact, Delivery, HealthCode, Party, Period, Reference, Refusal, Tooth, Trace,
};
use crate::declare::table;

table! {
    /// One row per patient event (EV) and one per service (SS) of a 278, request or answer. A service has its event's
    /// `event_ordinal`: what holds for all its services stands in the event's row. A level above them has a row where
    /// it refuses (AAA), or says itself what is reviewed.
    authorization: Authorization<'a>, key = [doc_id, level_ordinal], month = event_time, sort = [certification_number] {
        /// The HL of its level.
        origin: Origin;
        /// request, response, or unknown.
        transaction: Text = "BHT02";
        /// header, source, receiver, subscriber, dependent, event, service, unknown.
        level: Text = "HL03";
        /// Position of the HL in the set, from 1; 0 of what stands before the first.
        level_ordinal: Int, ordered;
        /// Of a service, `level_ordinal` of its event.
        event_ordinal: Opt<Int>;
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// 13 request, 11 response, 01 cancellation, 36 reopened.
        purpose: Opt<Text> = "BHT02";
        /// The sender's number of the set.
        report_reference: Opt<Text> = "BHT03";
        /// When the set was made, as UTC.
        reported_ts: Opt<Instant> = "BHT04, BHT05";
        /// 18 a first answer, 19 a final one after it was pended, AT a survey.
        transaction_type: Opt<Text> = "BHT06";
        /// Who reviews: X3 utilization management organisation.
        payer_role: Opt<Text> = "NM101 of 2010A";
        /// Its identifier.
        payer_id: Opt<Text> = "NM109 of 2010A";
        /// Its name.
        payer_name: Opt<Text> = "NM103 of 2010A";
        /// Who asks: 1P provider, FA facility.
        requester_role: Opt<Text> = "NM101 of 2010B";
        /// Its NPI.
        requester_npi: Opt<Text> = "NM109 of 2010B with XX", bounds;
        /// Another identifier of it.
        requester_other_id: Opt<Text> = "NM109 of 2010B, else", phi;
        /// Its name.
        requester_name: Opt<Text> = "NM103 of 2010B", phi;
        /// Member.
        member_id: Opt<Text> = "NM109 of 2010C", phi, ordered, key;
        /// Subscriber's last name.
        subscriber_last_name: Opt<Text> = "NM103 of 2010C", phi;
        /// Subscriber's first name.
        subscriber_first_name: Opt<Text> = "NM104 of 2010C", phi;
        /// Subscriber's birth date.
        subscriber_birth_date: Opt<Day> = "DMG02 of 2010C", phi;
        /// Subscriber's sex.
        subscriber_sex: Opt<Text> = "DMG03 of 2010C";
        /// Dependent's last name; null where the subscriber is the patient.
        dependent_last_name: Opt<Text> = "NM103 of 2010D", phi;
        /// Dependent's first name.
        dependent_first_name: Opt<Text> = "NM104 of 2010D", phi;
        /// Dependent's identifier, where one was sent.
        dependent_id: Opt<Text> = "NM109 of 2010D", phi;
        /// Dependent's birth date.
        dependent_birth_date: Opt<Day> = "DMG02 of 2010D", phi;
        /// Dependent's sex.
        dependent_sex: Opt<Text> = "DMG03 of 2010D";
        /// Who the patient is to the subscriber.
        relationship: Opt<Text> = "INS02";
        /// The asker's number of the event, which the answer repeats.
        inquiry_trace: Opt<Text> = "TRN02", phi, key;
        /// Who gave that number.
        trace_originator: Opt<Text> = "TRN03";
        /// AR admission, HS services, SC specialty care, IN individual.
        request_category: Opt<Text> = "UM01";
        /// I initial, R renewal, S revised, 3 cancelled.
        certification_type: Opt<Text> = "UM02";
        /// Which services.
        service_type: Opt<Text> = "UM03";
        /// Place of service, or type of bill.
        facility_code: Opt<Text> = "UM04-1";
        /// Which of them: B place of service, A type of bill.
        facility_qualifier: Opt<Text> = "UM04-2";
        /// Accident, employment; by spaces.
        related_causes: Opt<Text> = "UM05-1 to UM05-3";
        /// 03 emergency, U urgent, E elective.
        level_of_service: Opt<Text> = "UM06";
        /// The patient's condition now.
        health_condition: Opt<Text> = "UM07";
        /// Prognosis.
        prognosis: Opt<Text> = "UM08";
        /// Release of information.
        release: Opt<Text> = "UM09";
        /// Why it is asked late.
        delay_reason: Opt<Text> = "UM10";
        /// A1 certified in total, A2 partial, A3 not certified, A4 pended, A6 modified, C cancelled, CT contact payer, NA no action required.
        action_code: Opt<Text> = "HCR01";
        /// The payer's number of what it certified.
        certification_number: Opt<Text> = "HCR02", phi, ordered, key;
        /// Why it was not.
        decision_reason: Opt<Text> = "HCR03";
        /// Whether a second opinion is asked for.
        second_opinion: Opt<Text> = "HCR04";
        /// The number of an earlier certification.
        previous_certification: Opt<Text> = "REF*BB", phi;
        /// The payer's number of the request.
        administrative_reference: Opt<Text> = "REF*NT", phi;
        /// Referral.
        referral_number: Opt<Text> = "REF*9F";
        /// Kind of procedure code.
        procedure_qualifier: Opt<Text> = "SV101-1, SV202-1, SV301-1";
        /// Procedure.
        hcpcs_code: Opt<Text> = "SV101-2, SV202-2, SV301-2";
        /// First modifier.
        mod1: Opt<Text> = "SV101-3, SV202-3, SV301-3";
        /// Second modifier.
        mod2: Opt<Text> = "SV101-4, SV202-4, SV301-4";
        /// Third modifier.
        mod3: Opt<Text> = "SV101-5, SV202-5, SV301-5";
        /// Fourth modifier.
        mod4: Opt<Text> = "SV101-6, SV202-6, SV301-6";
        /// Last procedure of a range.
        code_end: Opt<Text> = "SV101-8, SV202-8, SV301-8";
        /// Revenue code.
        revenue_code: Opt<Text> = "SV201";
        /// What it is to cost.
        charge_amount: Opt<Money> = "SV102, SV203, SV302";
        /// What is counted.
        unit: Opt<Text> = "SV103, SV204";
        /// How many.
        units: Opt<Units> = "SV104, SV205, SV306";
        /// Type of admission.
        admission_type: Opt<Text> = "CL101";
        /// Source of admission.
        admission_source: Opt<Text> = "CL102";
        /// Patient's status.
        patient_status: Opt<Text> = "CL103";
        /// First day of service.
        service_from: Opt<Day> = "DTP*472";
        /// Last day of service.
        service_to: Opt<Day> = "DTP*472";
        /// Day of admission.
        admission_date: Opt<Day> = "DTP*435";
        /// Day of discharge.
        discharge_date: Opt<Day> = "DTP*096";
        /// Day the certification was issued.
        issue_date: Opt<Day> = "DTP*102";
        /// First day that the certification holds.
        effective_from: Opt<Day> = "DTP*007";
        /// Last day that it holds.
        effective_to: Opt<Day> = "DTP*007; DTP*036";
        /// What is said besides; a line each.
        message: Opt<Text> = "MSG01", phi;
        /// Y the request is valid, N it is not.
        valid: Opt<Text> = "AAA01";
        /// Why it is not reviewed.
        reject_reason: Opt<Text> = "AAA03";
        /// What to do.
        follow_up: Opt<Text> = "AAA04";
        /// Diagnoses and other codes.
        codes: List<HealthCode> = "HI";
        /// How much of it, how often and how long.
        deliveries: List<Delivery> = "HSD";
        /// Teeth.
        teeth: List<Tooth> = "TOO";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Traces of the level.
        traces: List<Trace> = "TRN";
        /// Refusals of the level.
        refusals: List<Refusal> = "AAA";
        /// Paperwork.
        attachments: List<Attachment> = "PWK";
        /// Who provides the services.
        parties: List<Party> = "NM1 of 2010E, 2010F";
        /// How to reach who asks, or who reviews.
        contacts: List<Contact> = "PER of 2010A, 2010B";
    }
}
