//! `billed_claim`: claims as a system that speaks FHIR holds them.

use super::{PartyInCare, SequencedCode};
use crate::declare::table;

table! {
    /// One row per statement about a claim of a Claim resource. What was sent to a payer is in `claim`, from X12; this is the
    /// billing system's own record of it and is never added to that. Amounts are in US dollars.
    billed_claim: BilledClaim<'a>, key = [doc_id, statement_ordinal], sort = [billed_claim_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The claim: who gave the number (else the feed), and the number.
        billed_claim_key: Text, phi, ordered, key;
        /// Number of the claim.
        claim_id: Opt<Text> = "identifier", phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The visit.
        encounter_key: Opt<Text> = "encounter, item.encounter", phi, key;
        /// claim, preauthorization, predetermination.
        use_code: Opt<Text> = "use";
        /// professional, institutional, oral, pharmacy, vision, as told.
        claim_type: Opt<Text> = "type";
        /// Finer kind.
        claim_sub_type: Opt<Text> = "subType";
        /// When it was made.
        created_ts: Opt<Instant> = "created";
        /// Day of that, as told.
        created_date: Opt<Day> = "created";
        /// First day of service.
        service_from: Opt<Day> = "billablePeriod.start";
        /// Last day of service.
        service_to: Opt<Day> = "billablePeriod.end";
        /// Payer.
        payer_id: Opt<Text> = "insurer";
        /// Its name.
        payer_name: Opt<Text> = "insurer";
        /// Billing provider's NPI.
        provider_npi: Opt<Text> = "provider";
        /// The source's number of the billing provider.
        provider_id: Opt<Text> = "provider";
        /// The billing provider's name.
        provider_name: Opt<Text> = "provider", phi;
        /// The place.
        location_key: Opt<Text> = "facility";
        /// normal, stat …
        priority: Opt<Text> = "priority";
        /// The claim that it replaces or goes with.
        related_claim: Opt<Text> = "related.claim, related.reference", phi, key;
        /// How it goes with that.
        relationship: Opt<Text> = "related.relationship";
        /// The insurance that is asked.
        coverage_reference: Opt<Text> = "insurance.coverage", phi, key;
        /// Numbers of prior authorizations, with spaces between.
        auth_numbers: Opt<Text> = "insurance.preAuthRef";
        /// Diagnosis-related group.
        drg: Opt<Text> = "diagnosisRelatedGroup; diagnosis.packageCode";
        /// Amount of all lines.
        total_amount: Opt<Money> = "total";
        /// active, cancelled, draft, entered-in-error.
        status: Opt<Text> = "status";
        /// Diagnoses.
        diagnoses: List<SequencedCode> = "diagnosis";
        /// Procedures.
        procedures: List<SequencedCode> = "procedure";
        /// Other information.
        information: List<SequencedCode> = "supportingInfo";
        /// Who took part.
        care_team: List<PartyInCare> = "careTeam";
    }
}
