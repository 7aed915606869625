//! `charge`: what is to be billed.

use super::Identifier;
use crate::declare::table;

table! {
    /// One row per statement about a charge or credit: a FT1 of type CG or CD, a ChargeItem. A credit names what it
    /// takes back where the source does; amounts are as sent, without a sign.
    charge: Charge<'a>, key = [doc_id, statement_ordinal], sort = [encounter_key], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The charge: who gave the number (else the feed), and the number; else account, code, day and position.
        charge_key: Text, phi, key;
        /// Number of the charge.
        charge_id: Opt<Text> = "FT1-2; identifier", phi;
        /// Number of its batch.
        batch_id: Opt<Text> = "FT1-3";
        /// The visit.
        encounter_key: Opt<Text>, phi, ordered, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// Account.
        account_number: Opt<Text> = "PID-18; account", phi, key;
        /// CG charge, CD credit.
        transaction_type: Text = "FT1-6";
        /// Code of the charge master.
        cdm_code: Opt<Text> = "FT1-7; code", bounds;
        /// In words.
        cdm_text: Opt<Text> = "FT1-7.2, FT1-8; code.text";
        /// Revenue code, four digits.
        revenue_code: Opt<Text> = "FT1-7 of that list; extension";
        /// Procedure.
        hcpcs_code: Opt<Text> = "FT1-25; code", bounds;
        /// cpt, hcpcs, or as told.
        hcpcs_system: Opt<Text> = "FT1-25.3; code.system";
        /// First modifier.
        mod1: Opt<Text> = "FT1-26";
        /// Second modifier.
        mod2: Opt<Text> = "FT1-26";
        /// Third modifier.
        mod3: Opt<Text> = "FT1-26";
        /// Fourth modifier.
        mod4: Opt<Text> = "FT1-26";
        /// Units.
        units: Opt<Units> = "FT1-10; quantity";
        /// Amount of all units.
        charge_amount: Opt<Money> = "FT1-11; priceOverride, totalPriceComponent";
        /// Amount of one unit.
        unit_price: Opt<Money> = "FT1-12; unitPriceComponent";
        /// Diagnoses: ICD codes with spaces between, in the order told.
        dx_codes: Opt<Text> = "FT1-19; reason";
        /// Ranks of those diagnoses in the message, with commas between.
        dx_pointers: Opt<Text> = "FT1-19 as DG1 ranks them";
        /// National drug code, 11 digits.
        ndc: Opt<Text> = "FT1-29; productCodeableConcept";
        /// When the service was done.
        service_ts: Opt<Instant> = "FT1-4; occurrence";
        /// Day of service, as told.
        service_date: Opt<Day> = "FT1-4; occurrence";
        /// Last day of service, as told.
        service_to: Opt<Day> = "FT1-4.2; occurrence";
        /// When it was posted.
        posted_ts: Opt<Instant> = "FT1-5, else MSH-7; enteredDate";
        /// held, posted, voided, billed, not_billable, entered_in_error.
        status: Opt<Text> = "FT1-6; status";
        /// Department.
        department_id: Opt<Text> = "FT1-13; performingOrganization";
        /// The place.
        location_key: Opt<Text> = "FT1-16, PV1-3";
        /// Kind of patient.
        patient_type: Opt<Text> = "FT1-18";
        /// Performing provider's NPI.
        performer_npi: Opt<Text> = "FT1-20; performer";
        /// The source's number of the performing provider.
        performer_id: Opt<Text> = "FT1-20; performer";
        /// The performing provider's name.
        performer_name: Opt<Text> = "FT1-20; performer", phi;
        /// Ordering provider's NPI.
        ordering_npi: Opt<Text> = "FT1-21";
        /// The source's number of the ordering provider.
        ordering_id: Opt<Text> = "FT1-21";
        /// The order.
        order_key: Opt<Text> = "ORC-2, FT1-22", phi, key;
        /// The number of who did it.
        filler_order_number: Opt<Text> = "FT1-23", phi;
        /// Who entered it.
        entered_by: Opt<Text> = "FT1-24; enterer";
        /// Advance beneficiary notice.
        abn_code: Opt<Text> = "FT1-27";
        /// Why a second one is needed.
        duplicate_reason: Opt<Text> = "FT1-28";
        /// The charge that it takes back or stands for.
        reference_id: Opt<Text> = "FT1-31; partOf", phi;
        /// Every number that the statement gives.
        identifiers: List<Identifier> = "FT1-2, FT1-30; identifier";
        /// Site.
        body_site: Opt<Text> = "ChargeItem.bodysite";
        /// What supports it, by spaces: what it is referred to by.
        supporting_references: Opt<Text> = "ChargeItem.supportingInformation", phi;
    }
}
