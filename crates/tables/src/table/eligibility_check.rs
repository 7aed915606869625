//! `eligibility_check`: what was asked and told of a member's coverage.

use super::{Amount, Contact, Delivery, HealthCode, Party, Period, Reference, Refusal, Trace};
use crate::declare::table;

table! {
    /// One row per benefit (EB) of a 271, and per question (EQ) of a 270; one per benefit of a CoverageEligibilityResponse
    /// of FHIR, in the same codes. A subscriber or dependent without any has
    /// a row without one, unless it only stands above a dependent; a level above them has one where it refuses
    /// (AAA). Whether somebody is covered is in no column: views tell it from the benefits.
    eligibility_check: EligibilityCheck<'a>, key = [doc_id, level_ordinal, benefit_ordinal], month = event_time, sort = [member_id], repeats = true {
        /// Where its EB or EQ is; where there is none, what begins the level.
        origin: Origin;
        /// 270 asked, 271 told.
        transaction: Text = "ST01";
        /// header, source, receiver, subscriber, dependent, unknown.
        level: Text = "HL03";
        /// Position of the HL in the set, from 1; 0 of what stands before the first. Of FHIR the insurance, from 3, as if the
        /// levels of payer and provider stood before.
        level_ordinal: Int, ordered;
        /// Position of the EB or EQ in its level, from 1; 0 where there is none.
        benefit_ordinal: Int;
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// 13 request, 11 response, 01 cancellation.
        purpose: Opt<Text> = "BHT02";
        /// The sender's number of the set.
        report_reference: Opt<Text> = "BHT03";
        /// When the set was made, as UTC.
        reported_ts: Opt<Instant> = "BHT04, BHT05";
        /// RT spend down, RU medical services reservation.
        transaction_type: Opt<Text> = "BHT06";
        /// Who is asked and answers: PR payer, GP gateway, P5 plan sponsor.
        source_role: Opt<Text> = "NM101 of 2100A";
        /// Its identifier.
        source_id: Opt<Text> = "NM109 of 2100A";
        /// Its name.
        source_name: Opt<Text> = "NM103 of 2100A";
        /// Who asks: 1P provider, FA facility, PR payer.
        receiver_role: Opt<Text> = "NM101 of 2100B";
        /// Its NPI.
        receiver_npi: Opt<Text> = "NM109 of 2100B with XX", bounds;
        /// Another identifier of it.
        receiver_other_id: Opt<Text> = "NM109 of 2100B, else", phi;
        /// Its name.
        receiver_name: Opt<Text> = "NM103 of 2100B";
        /// The asker's number of the question, which the answer repeats.
        inquiry_trace: Opt<Text> = "TRN02", phi, key;
        /// Who gave that number.
        trace_originator: Opt<Text> = "TRN03";
        /// Member.
        member_id: Opt<Text> = "NM109 of 2100C", phi, ordered, key;
        /// Subscriber's last name.
        subscriber_last_name: Opt<Text> = "NM103 of 2100C", phi;
        /// Subscriber's first name.
        subscriber_first_name: Opt<Text> = "NM104 of 2100C", phi;
        /// Subscriber's middle name.
        subscriber_middle_name: Opt<Text> = "NM105 of 2100C", phi;
        /// Subscriber's suffix.
        subscriber_suffix: Opt<Text> = "NM107 of 2100C", phi;
        /// Subscriber's birth date.
        subscriber_birth_date: Opt<Day> = "DMG02 of 2100C", phi;
        /// Subscriber's sex.
        subscriber_sex: Opt<Text> = "DMG03 of 2100C";
        /// Dependent's last name; null where the subscriber is the patient.
        dependent_last_name: Opt<Text> = "NM103 of 2100D", phi;
        /// Dependent's first name.
        dependent_first_name: Opt<Text> = "NM104 of 2100D", phi;
        /// Dependent's middle name.
        dependent_middle_name: Opt<Text> = "NM105 of 2100D", phi;
        /// Dependent's suffix.
        dependent_suffix: Opt<Text> = "NM107 of 2100D", phi;
        /// Dependent's identifier, where one was sent.
        dependent_id: Opt<Text> = "NM109 of 2100D", phi;
        /// Dependent's birth date.
        dependent_birth_date: Opt<Day> = "DMG02 of 2100D", phi;
        /// Dependent's sex.
        dependent_sex: Opt<Text> = "DMG03 of 2100D";
        /// Street of the patient.
        address1: Opt<Text> = "N301", phi;
        /// Second line of the address.
        address2: Opt<Text> = "N302", phi;
        /// City.
        city: Opt<Text> = "N401", phi;
        /// State.
        state: Opt<Text> = "N402";
        /// Postal code.
        postal_code: Opt<Text> = "N403", phi;
        /// Country.
        country: Opt<Text> = "N404";
        /// Whether the patient is the subscriber.
        is_subscriber: Opt<Text> = "INS01";
        /// Who the patient is to the subscriber.
        relationship: Opt<Text> = "INS02";
        /// 001: what was asked with was corrected.
        maintenance_type: Opt<Text> = "INS03";
        /// What was corrected.
        maintenance_reason: Opt<Text> = "INS04";
        /// Which of children born together.
        birth_sequence: Opt<Text> = "INS17";
        /// Group or policy of the member.
        group_number: Opt<Text> = "REF*6P";
        /// Plan of the member.
        plan_number: Opt<Text> = "REF*18", phi;
        /// 1 active, 6 inactive, A co-insurance, B co-payment, C deductible, R other payer, V cannot process.
        benefit_code: Opt<Text> = "EB01";
        /// Of whom: IND, FAM.
        coverage_level: Opt<Text> = "EB02, EQ03";
        /// For which services, by spaces.
        service_types: Opt<Text> = "EB03, EQ01";
        /// Which insurance: MA, MB, HM, QM.
        insurance_type: Opt<Text> = "EB04, EQ04";
        /// The plan, in the source's words.
        plan_description: Opt<Text> = "EB05";
        /// For which time: 29 remaining, 23 calendar year.
        time_period: Opt<Text> = "EB06";
        /// The amount of the benefit.
        benefit_amount: Opt<Money> = "EB07";
        /// Its rate, as a fraction of 1.
        benefit_percent: Opt<Units> = "EB08";
        /// What is counted.
        quantity_qualifier: Opt<Text> = "EB09";
        /// How many.
        quantity: Opt<Units> = "EB10";
        /// Whether it must be authorized: Y, N, U.
        authorization_required: Opt<Text> = "EB11";
        /// Whether in the network: Y, N, U, W both.
        in_network: Opt<Text> = "EB12";
        /// Kind of procedure code.
        procedure_qualifier: Opt<Text> = "EB13-1, EQ02-1";
        /// Procedure.
        hcpcs_code: Opt<Text> = "EB13-2, EQ02-2";
        /// First modifier.
        mod1: Opt<Text> = "EB13-3, EQ02-3";
        /// Second modifier.
        mod2: Opt<Text> = "EB13-4, EQ02-4";
        /// Third modifier.
        mod3: Opt<Text> = "EB13-5, EQ02-5";
        /// Fourth modifier.
        mod4: Opt<Text> = "EB13-6, EQ02-6";
        /// Last procedure of a range.
        code_end: Opt<Text> = "EB13-8, EQ02-8";
        /// Which diagnoses of the level it is about, by spaces.
        diagnosis_pointers: Opt<Text> = "EB14, EQ05";
        /// What the source says besides; a line each.
        message: Opt<Text> = "MSG01", phi;
        /// Y the request is valid, N it is not: of the benefit, else of its level.
        valid: Opt<Text> = "AAA01";
        /// Why it is not answered.
        reject_reason: Opt<Text> = "AAA03";
        /// What to do.
        follow_up: Opt<Text> = "AAA04";
        /// First or only day of the plan.
        plan_from: Opt<Day> = "DTP*291; DTP*346";
        /// Last day of the plan.
        plan_to: Opt<Day> = "DTP*291; DTP*347";
        /// First or only day of eligibility.
        eligible_from: Opt<Day> = "DTP*307; DTP*356";
        /// Last day of eligibility.
        eligible_to: Opt<Day> = "DTP*307; DTP*357";
        /// First day of service.
        service_from: Opt<Day> = "DTP*472";
        /// Last day of service.
        service_to: Opt<Day> = "DTP*472";
        /// Dates of the benefit, or of the question.
        dates: List<Period> = "DTP of 2110";
        /// Dates of the level.
        member_dates: List<Period> = "DTP of 2100";
        /// References of the benefit, or of the question.
        refs: List<Reference> = "REF of 2110";
        /// References of the level.
        member_refs: List<Reference> = "REF of 2100";
        /// Traces of the level.
        traces: List<Trace> = "TRN";
        /// Refusals of the benefit, else of its level.
        refusals: List<Refusal> = "AAA";
        /// How much of it, how often and how long.
        deliveries: List<Delivery> = "HSD";
        /// Facility or nature of injury: which list, which code, in what words.
        circumstances: List<Reference> = "III01, III02, III04";
        /// Amounts of a question: spend down.
        amounts: List<Amount> = "AMT";
        /// Diagnoses of the level.
        health_codes: List<HealthCode> = "HI";
        /// Who else has to do with the benefit: other payers, primary care providers.
        parties: List<Party> = "NM1 of 2120";
        /// How to reach the source, or who asks.
        contacts: List<Contact> = "PER of 2100A, 2100B";
        /// x12, fhir.
        source_format: Opt<Text>;
        /// The sender's number of the resource.
        message_id: Opt<Text> = "Resource.id", phi;
        /// What other resources refer to this one by.
        reference: Opt<Text> = "resourceType and id, else fullUrl", phi, key;
        /// The patient, by who gives the number and the number; null where the 271 names none.
        patient_key: Opt<Text> = "CoverageEligibilityResponse.patient", phi, key;
        /// The patient as the resource refers to it.
        patient_reference: Opt<Text> = "CoverageEligibilityResponse.patient", phi, key;
        /// The Coverage that is asked about.
        coverage_reference: Opt<Text> = "CoverageEligibilityResponse.insurance.coverage", phi, key;
        /// How far the answer is: queued, complete, error, partial.
        outcome: Opt<Text> = "CoverageEligibilityResponse.outcome";
        /// Whether it takes back what it said.
        is_deleted: Opt<Flag> = "CoverageEligibilityResponse.status";
    }
}
