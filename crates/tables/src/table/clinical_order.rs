//! `clinical_order`: what was asked for.

use crate::declare::table;

table! {
    /// One row per statement about an order: an ORC or OBR, a ServiceRequest, a MedicationRequest, a planned act.
    clinical_order: ClinicalOrder<'a>, key = [doc_id, statement_ordinal], sort = [order_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The order: who gave the number (else the feed), and the placer's number, else the filler's.
        order_key: Text, phi, ordered, key;
        /// The number of who asked.
        placer_order_number: Opt<Text> = "ORC-2, OBR-2; identifier PLAC; id", phi;
        /// The number of who does it.
        filler_order_number: Opt<Text> = "ORC-3, OBR-3; identifier FILL", phi, key;
        /// The group of orders.
        order_group: Opt<Text> = "ORC-4; requisition", phi;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// Ordering provider's NPI.
        ordering_npi: Opt<Text> = "ORC-12, OBR-16; requester; author";
        /// The source's number of the ordering provider.
        ordering_id: Opt<Text> = "ORC-12, OBR-16; requester; author";
        /// The ordering provider's name.
        ordering_name: Opt<Text> = "ORC-12, OBR-16; requester; author", phi;
        /// Code.
        code: Opt<Text> = "OBR-4, RXO-1, RXE-2; code, medication", bounds;
        /// cpt, hcpcs, loinc, rxnorm, ndc, snomed, cvx, or as told.
        code_system: Opt<Text> = "OBR-4.3; code.system";
        /// In words.
        code_text: Opt<Text> = "OBR-4.2; code.text";
        /// lab, imaging, medication, immunization, procedure, other.
        order_kind: Opt<Text> = "OBR-24, the message; category, the resource";
        /// NW, CA, DC, SC, RE …: what is done with it.
        control_code: Opt<Text> = "ORC-1";
        /// draft, active, in_progress, on_hold, completed, cancelled, entered_in_error, unknown.
        status: Opt<Text> = "ORC-1, ORC-5; status; statusCode";
        /// As told.
        status_code: Opt<Text> = "ORC-5; status; statusCode";
        /// order, plan, proposal …
        intent: Opt<Text> = "intent; moodCode";
        /// routine, urgent, asap, stat.
        priority: Opt<Text> = "TQ1-9, ORC-7.6, OBR-5; priority";
        /// When it was made.
        ordered_ts: Opt<Instant> = "ORC-9, ORC-15; authoredOn; author time";
        /// Day of that, as told.
        ordered_date: Opt<Day> = "ORC-9, ORC-15; authoredOn; author time";
        /// When it is to be done.
        scheduled_ts: Opt<Instant> = "TQ1-7, ORC-7.4, OBR-36; occurrence, validityPeriod; effectiveTime";
        /// Why.
        reason_code: Opt<Text> = "OBR-31; reasonCode";
        /// The resource that holds the code, where only that was told.
        code_reference: Opt<Text> = "medicationReference", phi, key;
    }
}
