//! `appointment`: what sources say of visits to come.

use crate::declare::table;

table! {
    /// One row per statement about an appointment: a SCH, an Appointment.
    appointment: Appointment<'a>, key = [doc_id, statement_ordinal], sort = [appointment_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The appointment: who gave the number (else the feed), and the number.
        appointment_key: Text, phi, ordered, key;
        /// The scheduler's number.
        appointment_id: Opt<Text> = "SCH-2, else SCH-1; identifier", phi;
        /// The number of who asked for it.
        placer_appointment_id: Opt<Text> = "SCH-1", phi;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// The visit.
        encounter_key: Opt<Text> = "PV1-19", phi, key;
        /// The provider's NPI.
        provider_npi: Opt<Text> = "AIP-3; participant";
        /// The source's number of the provider.
        provider_id: Opt<Text> = "AIP-3; participant";
        /// The provider's name.
        provider_name: Opt<Text> = "AIP-3; participant", phi;
        /// The place.
        location_key: Opt<Text> = "AIL-3; participant";
        /// The service.
        service_code: Opt<Text> = "AIS-3; serviceType";
        /// The list that it is from.
        service_code_system: Opt<Text> = "AIS-3.3; serviceType";
        /// The service in words.
        service_text: Opt<Text> = "AIS-3.2; serviceType";
        /// When it was made.
        booked_ts: Opt<Instant> = "MSH-7 of S12; created";
        /// Start.
        scheduled_start_ts: Opt<Instant> = "SCH-11.4, AIS-4; start";
        /// Day of the start, as told.
        scheduled_date: Opt<Day> = "SCH-11.4, AIS-4; start";
        /// End.
        scheduled_end_ts: Opt<Instant> = "SCH-11.5; end";
        /// Length in minutes.
        minutes: Opt<Int> = "SCH-9, SCH-11.3; minutesDuration";
        /// booked, arrived, fulfilled, cancelled, noshow, proposed, pending, waitlist, entered-in-error.
        status: Opt<Text> = "the trigger event, SCH-25; status";
        /// As told.
        status_code: Opt<Text> = "SCH-25; status";
        /// Why.
        reason: Opt<Text> = "SCH-7; reasonCode";
        /// The time that is taken.
        slot_reference: Opt<Text> = "Appointment.slot", phi, key;
    }
}
