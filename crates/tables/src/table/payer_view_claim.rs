//! `payer_view_claim`: claims as payers' interfaces show them.

use super::{Adjudication, Note, PartyInCare, SequencedCode};
use crate::declare::table;

table! {
    /// One row per statement about an adjudicated claim: an ExplanationOfBenefit, a ClaimResponse. It is what a payer shows,
    /// to patients and to whoever asks: remittances, cash and denials are in the `remit_…` tables alone, and nothing of this
    /// is added to them. Amounts are in US dollars; one that is finer than a cent is null and in `adjudications` as told.
    payer_view_claim: PayerViewClaim<'a>, key = [doc_id, statement_ordinal], sort = [payer_view_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The answer: who gave the number (else the feed), and the number.
        payer_view_key: Text, phi, ordered, key;
        /// Number of the claim, as the payer has it.
        claim_id: Opt<Text> = "identifier", phi, key;
        /// ExplanationOfBenefit, ClaimResponse.
        source_resource: Text;
        /// The claim that it answers.
        claim_reference: Opt<Text> = "claim, request", phi, key;
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
        /// Provider's NPI.
        provider_npi: Opt<Text> = "provider, requestor";
        /// The source's number of the provider.
        provider_id: Opt<Text> = "provider, requestor";
        /// The provider's name.
        provider_name: Opt<Text> = "provider, requestor", phi;
        /// The place.
        location_key: Opt<Text> = "facility";
        /// queued, complete, error, partial.
        outcome: Opt<Text> = "outcome";
        /// approved, denied, partial, as told.
        decision: Opt<Text> = "decision";
        /// In words.
        disposition: Opt<Text> = "disposition", phi;
        /// Numbers of prior authorizations, with spaces between.
        auth_numbers: Opt<Text> = "preAuthRef, insurance.preAuthRef";
        /// Diagnosis-related group.
        drg: Opt<Text> = "diagnosisRelatedGroup; diagnosis.packageCode";
        /// The claim that it replaces or goes with.
        related_claim: Opt<Text> = "related.claim, related.reference", phi, key;
        /// The insurance that answers.
        coverage_reference: Opt<Text> = "insurance.coverage", phi, key;
        /// What was charged.
        submitted_amount: Opt<Money> = "total, else adjudication: submitted";
        /// What the payer allows.
        allowed_amount: Opt<Money> = "total, else adjudication: eligible, allowed";
        /// What the payer pays.
        paid_amount: Opt<Money> = "total, else adjudication: benefit, paidtoprovider";
        /// Deductible.
        deductible_amount: Opt<Money> = "total, else adjudication: deductible";
        /// Copay.
        copay_amount: Opt<Money> = "total, else adjudication: copay";
        /// Coinsurance.
        coinsurance_amount: Opt<Money> = "total, else adjudication: coinsurance";
        /// What is not covered.
        noncovered_amount: Opt<Money> = "total, else adjudication: noncovered";
        /// complete, partial, as told.
        payment_type: Opt<Text> = "payment.type";
        /// What is paid.
        payment_amount: Opt<Money> = "payment.amount";
        /// What the payment differs by from what was adjudicated.
        payment_adjustment: Opt<Money> = "payment.adjustment";
        /// Why.
        payment_adjustment_reason: Opt<Text> = "payment.adjustmentReason";
        /// Day of the payment.
        payment_date: Opt<Day> = "payment.date";
        /// Number of the payment.
        payment_number: Opt<Text> = "payment.identifier", key;
        /// Reasons of the claim and its lines (CARC), with spaces between.
        carcs: Opt<Text> = "adjudication.reason";
        /// Remarks of the claim and its lines (RARC), with spaces between.
        rarcs: Opt<Text> = "adjudication.reason; supportingInfo";
        /// Codes of what could not be processed, with spaces between.
        error_codes: Opt<Text> = "error.code";
        /// active, cancelled, draft, entered-in-error.
        status: Opt<Text> = "status";
        /// Every figure of the claim.
        adjudications: List<Adjudication> = "total, adjudication";
        /// Notes: the number, and what it says.
        notes: List<Note> = "processNote";
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
