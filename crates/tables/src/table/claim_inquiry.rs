//! `claim_inquiry`: claims whose status was asked for.

use super::{Amount, Period, Reference};
use crate::declare::table;

table! {
    /// One row per claim that a 276 asks about, and per line (SVC) of it that it asks about. The answer, a 277, is in
    /// `claim_ack`: its `answer_trace` is the `inquiry_trace` here.
    claim_inquiry: ClaimInquiry<'a>, key = [doc_id, level_ordinal, inquiry_ordinal, line_ordinal], month = event_time, sort = [patient_control_number] {
        /// Where its TRN or SVC is.
        origin: Origin;
        /// Position of the HL in the set, from 1.
        level_ordinal: Int, ordered;
        /// Position of the TRN in its level, from 1; 0 where there is none.
        inquiry_ordinal: Int;
        /// Position of the SVC in its claim, from 1; 0 of the claim itself.
        line_ordinal: Int;
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// The asker's number of the set.
        report_reference: Opt<Text> = "BHT03";
        /// When the set was made, as UTC.
        reported_ts: Opt<Instant> = "BHT04, BHT05";
        /// Who is asked: PR payer.
        payer_role: Opt<Text> = "NM101 of 2100A";
        /// Its identifier.
        payer_id: Opt<Text> = "NM109 of 2100A";
        /// Its name.
        payer_name: Opt<Text> = "NM103 of 2100A";
        /// Who sends the question.
        submitter_id: Opt<Text> = "NM109 of 2100B";
        /// Its name.
        submitter_name: Opt<Text> = "NM103 of 2100B";
        /// The provider's NPI.
        provider_npi: Opt<Text> = "NM109 of 2100C with XX";
        /// Another identifier of the provider.
        provider_other_id: Opt<Text> = "NM109 of 2100C, else", phi;
        /// The provider's name.
        provider_name: Opt<Text> = "NM103 of 2100C", phi;
        /// Member.
        member_id: Opt<Text> = "NM109 of 2100D", phi;
        /// Patient's last name.
        patient_last_name: Opt<Text> = "NM103 of 2100D", phi;
        /// Patient's first name.
        patient_first_name: Opt<Text> = "NM104 of 2100D", phi;
        /// Patient's birth date.
        birth_date: Opt<Day> = "DMG02", phi;
        /// Patient's sex.
        sex: Opt<Text> = "DMG03";
        /// The asker's number of the question.
        inquiry_trace: Opt<Text> = "TRN02", phi, key;
        /// The claim: CLM01.
        patient_control_number: Opt<Text> = "REF*EJ", phi, ordered, key;
        /// The payer's number of the claim.
        payer_claim_control_number: Opt<Text> = "REF*1K", phi, ordered, key;
        /// The clearinghouse's number of the claim.
        clearinghouse_trace: Opt<Text> = "REF*D9", bounds;
        /// Type of bill.
        type_of_bill: Opt<Text> = "REF*BLT";
        /// Medical record.
        medical_record_number: Opt<Text> = "REF*EA", phi;
        /// Group or policy of the member.
        group_number: Opt<Text> = "REF*6P";
        /// Charge of the claim or line.
        charge_amount: Opt<Money> = "AMT*T3; of a line SVC02";
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
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Amounts.
        amounts: List<Amount> = "AMT";
    }
}
