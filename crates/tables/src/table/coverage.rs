//! `coverage`: what sources say of who is insured where.

use crate::declare::table;

table! {
    /// One row per statement about a patient's insurance: an IN1 with its IN2 and IN3, a Coverage, a coverage activity.
    coverage: Coverage<'a>, key = [doc_id, statement_ordinal], sort = [patient_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The patient.
        patient_key: Opt<Text>, phi, ordered, key;
        /// The visit that it was told with.
        encounter_key: Opt<Text>, phi, key;
        /// The source's number of the coverage.
        coverage_id: Opt<Text> = "Coverage.id; act id", phi;
        /// Order of payment: 1 primary, 2 secondary, 3 tertiary.
        cob_order: Opt<Int> = "IN1-22, IN1-1; order; sequenceNumber";
        /// Payer.
        payer_id: Opt<Text> = "IN1-3; payor; performer of the policy", bounds;
        /// Its name.
        payer_name: Opt<Text> = "IN1-4; payor.display";
        /// Plan.
        plan_id: Opt<Text> = "IN1-2; class plan";
        /// Its name.
        plan_name: Opt<Text> = "IN1-2.2; class plan";
        /// Kind of plan.
        plan_type: Opt<Text> = "IN1-15; type";
        /// Group.
        group_number: Opt<Text> = "IN1-8; class group";
        /// The group's name.
        group_name: Opt<Text> = "IN1-9; class group";
        /// Number of the member.
        member_id: Opt<Text> = "IN1-49, IN2-61, IN1-36; subscriberId; HLD participant", phi, key;
        /// Number of the policy.
        policy_number: Opt<Text> = "IN1-36; identifier", phi;
        /// Of the patient to the subscriber: 18 self, 01 spouse, 19 child, G8 other.
        relationship: Opt<Text> = "IN1-17; relationship";
        /// The subscriber's family name.
        subscriber_last_name: Opt<Text> = "IN1-16.1", phi;
        /// The subscriber's given name.
        subscriber_first_name: Opt<Text> = "IN1-16.2", phi;
        /// The subscriber's day of birth.
        subscriber_birth_date: Opt<Day> = "IN1-18", phi;
        /// First day.
        eff_date: Opt<Day> = "IN1-12; period.start; effectiveTime";
        /// Last day.
        term_date: Opt<Day> = "IN1-13; period.end; effectiveTime";
        /// Number of a prior authorization told with it.
        auth_number: Opt<Text> = "IN3-2, IN1-14";
        /// active, cancelled, draft, entered-in-error.
        status: Opt<Text> = "Coverage.status";
    }
}
