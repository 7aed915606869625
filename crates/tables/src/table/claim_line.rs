//! `claim_line`: service lines as submitted.

use super::{Amount, Attachment, Count, LineAdjudication, Note, Period, Reference, Tooth};
use crate::declare::table;

table! {
    /// One row per LX loop of an 837: one service line as submitted.
    claim_line: ClaimLine<'a>, key = [doc_id, clm_ordinal, line_ordinal], month = service_from {
        /// Where it is.
        origin: Origin;
        /// The claim: position of its CLM in the document, from 1.
        clm_ordinal: Int, ordered;
        /// Position of the LX in its claim, from 1.
        line_ordinal: Int, ordered;
        /// Its number as sent.
        line_number: Opt<Text> = "LX01";
        /// The line's number that payers send back.
        line_control_number: Opt<Text> = "REF*6R", phi;
        /// Revenue code.
        revenue_code: Opt<Text> = "SV201";
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
        /// Description of the procedure.
        procedure_description: Opt<Text> = "SV101-7, SV202-7, SV301-7";
        /// What is charged.
        charge_amount: Money = "SV102, SV203, SV302";
        /// UN units, MJ minutes, DA days, F2 international units.
        unit_measure: Opt<Text> = "SV103, SV204";
        /// How many.
        units: Opt<Units> = "SV104, SV205, SV306";
        /// Place of service, where it differs from the claim's.
        pos_code: Opt<Text> = "SV105, SV303";
        /// Ranks of the diagnoses it is for, by spaces.
        dx_pointers: Opt<Text> = "SV107, SV311";
        /// Emergency.
        emergency: Opt<Text> = "SV109";
        /// Early and periodic screening.
        epsdt: Opt<Text> = "SV111";
        /// Family planning.
        family_planning: Opt<Text> = "SV112";
        /// Copay.
        copay_status: Opt<Text> = "SV115";
        /// Charge that is not covered.
        noncovered_amount: Opt<Money> = "SV207";
        /// Equipment: procedure.
        dme_procedure: Opt<Text> = "SV501-2";
        /// Equipment: days.
        dme_days: Opt<Units> = "SV503";
        /// Equipment: price of renting.
        dme_rental_price: Opt<Money> = "SV504";
        /// Equipment: price of buying.
        dme_purchase_price: Opt<Money> = "SV505";
        /// Equipment: how often billed.
        dme_frequency: Opt<Text> = "SV506";
        /// Areas of the mouth, by spaces.
        oral_cavity_areas: Opt<Text> = "SV304";
        /// A prosthesis: I the first, R a replacement.
        placement_status: Opt<Text> = "SV305";
        /// Teeth, with their surfaces.
        teeth: List<Tooth> = "TOO";
        /// Day of service, or the first.
        service_from: Opt<Day> = "DTP*472";
        /// Last day of service.
        service_to: Opt<Day> = "DTP*472";
        /// Who rendered it, where not the claim's.
        rendering_npi: Opt<Text> = "NM109 of 2420A";
        /// Prior authorisation.
        prior_auth_number: Opt<Text> = "REF*G1";
        /// Referral.
        referral_number: Opt<Text> = "REF*9F";
        /// Laboratory's certificate.
        clia_number: Opt<Text> = "REF*X4";
        /// Drug, as sent.
        ndc: Opt<Text> = "LIN03";
        /// Quantity of the drug.
        ndc_quantity: Opt<Units> = "CTP04";
        /// Its unit.
        ndc_unit: Opt<Text> = "CTP05-1";
        /// Prescription.
        prescription_number: Opt<Text> = "REF*XZ", phi;
        /// How it was repriced.
        pricing_method: Opt<Text> = "HCP01";
        /// What the repricer allows.
        repriced_allowed: Opt<Money> = "HCP02";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTP";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Quantities.
        quantities: List<Count> = "QTY";
        /// Notes.
        notes: List<Note> = "NTE";
        /// Paperwork.
        attachments: List<Attachment> = "PWK";
        /// What other payers made of it.
        prior_adjudications: List<LineAdjudication> = "2430";
    }
}
