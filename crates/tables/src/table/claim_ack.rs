//! `claim_ack`: what receivers said of files, sets and claims before anything was paid.

use super::{Amount, Attachment, Contact, Count, Period, Reference, SyntaxError};
use crate::declare::table;

table! {
    /// One row per status that an acknowledgment tells: STC01, STC10 or STC11 of a 277CA or 277, a set (AK2)
    /// and a group (AK9) of a 999, an interchange (TA1). A level of a 277 that tells no status has a row
    /// without one. Outcome, reporter and link are in the view.
    claim_ack: ClaimAck<'a>, key = [doc_id, level_ordinal, answer_ordinal, line_ordinal, status_ordinal], month = event_time, sort = [patient_control_number] {
        /// Where its status is: STC, IK5, AK9 or TA1; where there is none, what begins the loop.
        origin: Origin;
        /// TA1, 999, 997, 277CA, 277; a request for information is a 277, which its guide tells.
        ack_type: Text = "ST01, GS08";
        /// What is answered: interchange, group, set, source, batch, provider, claim, line.
        level: Text = "HL03";
        /// Position of the HL in the set, of the AK2 in the 999, from 1; 0 of AK9.
        level_ordinal: Int, ordered;
        /// Position of the TRN in its level, of the AK9 in the 999, from 1; 0 where there is none.
        answer_ordinal: Int;
        /// Position of the SVC in its answer, from 1; 0 of the answer itself.
        line_ordinal: Int;
        /// Position of the status in its answer or line, from 1; 0 where there is none.
        status_ordinal: Int;
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// The reporter's number of the report.
        report_reference: Opt<Text> = "BHT03";
        /// When the report was made, as UTC.
        reported_ts: Opt<Instant> = "BHT04, BHT05";
        /// Claim status category; of a 999 or TA1 whether it was accepted.
        category_code: Opt<Text> = "STC01-1, IK501, AK901, TA104";
        /// Claim status; of a 999 or TA1 the first error.
        status_code: Opt<Text> = "STC01-2, IK502, AK905, TA105";
        /// Whom the status is about.
        entity_code: Opt<Text> = "STC01-3";
        /// The list that the status is from, where it is not that of claim statuses.
        status_list: Opt<Text> = "STC01-4";
        /// WQ accept, U reject.
        action_code: Opt<Text> = "STC03";
        /// Day of the status.
        effective_date: Opt<Day> = "STC02";
        /// Charge of what is answered.
        charge_amount: Opt<Money> = "STC04; of a line SVC02";
        /// What was paid.
        paid_amount: Opt<Money> = "STC05; of a line SVC03";
        /// Day of the decision.
        adjudication_date: Opt<Day> = "STC06";
        /// Day of the payment.
        payment_date: Opt<Day> = "STC08";
        /// Number of the payment.
        check_number: Opt<Text> = "STC09";
        /// In the reporter's words.
        message: Opt<Text> = "STC12", phi;
        /// The reporter's role: PR payer, AY clearinghouse.
        reporter_role: Opt<Text> = "NM101 of 2100A";
        /// The reporter.
        reporter_id: Opt<Text> = "NM109 of 2100A";
        /// Its name.
        reporter_name: Opt<Text> = "NM103 of 2100A";
        /// The reporter's number of what it received.
        source_trace: Opt<Text> = "TRN02 of 2200A";
        /// When it received it.
        received_date: Opt<Day> = "DTP*050 of 2200A";
        /// When it worked on it.
        process_date: Opt<Day> = "DTP*009 of 2200A";
        /// Who sent the claims.
        submitter_id: Opt<Text> = "NM109 of 2100B";
        /// Its name.
        submitter_name: Opt<Text> = "NM103 of 2100B";
        /// The claims' batch: BHT03 of the 837.
        batch_reference: Opt<Text> = "TRN02 of 2200B";
        /// The provider's NPI.
        provider_npi: Opt<Text> = "NM109 of 2100C with XX";
        /// Another identifier of the provider.
        provider_other_id: Opt<Text> = "NM109 of 2100C, else", phi;
        /// The provider's name.
        provider_name: Opt<Text> = "NM103 of 2100C", phi;
        /// What is answered, in the words of who asked or sent it.
        answer_trace: Opt<Text> = "TRN02 of 2200", phi;
        /// The claim: CLM01.
        patient_control_number: Opt<Text> = "TRN02 of 2200D, REF*EJ", phi, ordered, key;
        /// The payer's number of the claim.
        payer_claim_control_number: Opt<Text> = "REF*1K", phi, ordered, key;
        /// The clearinghouse's number of the claim.
        clearinghouse_trace: Opt<Text> = "REF*D9", bounds;
        /// Type of bill.
        type_of_bill: Opt<Text> = "REF*BLT";
        /// Member.
        member_id: Opt<Text> = "NM109 of 2100D", phi;
        /// Patient's last name.
        patient_last_name: Opt<Text> = "NM103 of 2100D", phi;
        /// Patient's first name.
        patient_first_name: Opt<Text> = "NM104 of 2100D", phi;
        /// First day of service.
        service_from: Opt<Day> = "DTP*472";
        /// Last day of service.
        service_to: Opt<Day> = "DTP*472";
        /// The line's number, as sent.
        line_control_number: Opt<Text> = "REF*FJ", phi;
        /// Kind of procedure code.
        procedure_qualifier: Opt<Text> = "SVC01-1";
        /// Procedure.
        hcpcs_code: Opt<Text> = "SVC01-2";
        /// First modifier.
        mod1: Opt<Text> = "SVC01-3";
        /// Second modifier.
        mod2: Opt<Text> = "SVC01-4";
        /// Third modifier.
        mod3: Opt<Text> = "SVC01-5";
        /// Fourth modifier.
        mod4: Opt<Text> = "SVC01-6";
        /// Revenue code.
        revenue_code: Opt<Text> = "SVC04";
        /// Units.
        units: Opt<Units> = "SVC07";
        /// Control number of the interchange that is answered.
        answered_interchange: Opt<Text> = "TA101", bounds;
        /// When that interchange was made, as UTC.
        answered_ts: Opt<Instant> = "TA102, TA103";
        /// Kind of the group that is answered.
        answered_functional_id: Opt<Text> = "AK101";
        /// Its control number.
        answered_group: Opt<Text> = "AK102", bounds;
        /// The guide of what is answered.
        answered_guide: Opt<Text> = "AK203, AK103";
        /// Number of the set that is answered, as 837.
        answered_set_type: Opt<Text> = "AK201";
        /// Its control number.
        answered_set: Opt<Text> = "AK202";
        /// Further errors of the set or group, by spaces.
        further_codes: Opt<Text> = "IK503 to IK506, AK906 to AK909";
        /// Sets that the group said it has.
        sets_included: Opt<Int> = "AK902";
        /// Sets that were received.
        sets_received: Opt<Int> = "AK903";
        /// Sets that were accepted.
        sets_accepted: Opt<Int> = "AK904";
        /// Errors in segments and elements.
        errors: List<SyntaxError> = "IK3, IK4, CTX";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Quantities.
        quantities: List<Count> = "QTY";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Whom to ask at the reporter.
        contacts: List<Contact> = "PER of 2100A";
        /// Day by which what is asked for is due.
        due_date: Opt<Day> = "DTP*106";
        /// Medical record.
        medical_record_number: Opt<Text> = "REF*EA", phi;
        /// Paperwork that is asked for, or was announced with the claim.
        attachments: List<Attachment> = "PWK";
    }
}
