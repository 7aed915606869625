//! `remit_line`: how payers adjudicated service lines.

use super::{Amount, Count, Period, Reference};
use crate::declare::table;

table! {
    /// One row per SVC loop of an 835: how a payer adjudicated one service line.
    remit_line: RemitLine<'a>, key = [doc_id, clp_ordinal, svc_ordinal], month = service_date {
        /// Where it is.
        origin: Origin;
        /// The claim: position of its CLP in the document, from 1.
        clp_ordinal: Int, ordered;
        /// Position of the SVC in its claim, from 1.
        svc_ordinal: Int, ordered;
        /// The line's number as the provider sent it.
        line_control_number: Opt<Text> = "REF*6R", phi;
        /// Kind of procedure code: HC, NU, AD, N4 ….
        procedure_qualifier: Opt<Text> = "SVC01-1";
        /// The procedure that was adjudicated.
        hcpcs_code: Opt<Text> = "SVC01-2";
        /// First modifier.
        mod1: Opt<Text> = "SVC01-3";
        /// Second modifier.
        mod2: Opt<Text> = "SVC01-4";
        /// Third modifier.
        mod3: Opt<Text> = "SVC01-5";
        /// Fourth modifier.
        mod4: Opt<Text> = "SVC01-6";
        /// Description of the procedure.
        procedure_description: Opt<Text> = "SVC01-7";
        /// What was charged.
        charge_amount: Money = "SVC02";
        /// What was paid.
        paid_amount: Money = "SVC03";
        /// Revenue code.
        revenue_code: Opt<Text> = "SVC04";
        /// Units paid; null where not sent, which means 1.
        units_paid: Opt<Units> = "SVC05";
        /// Kind of the procedure code that was billed.
        submitted_qualifier: Opt<Text> = "SVC06-1";
        /// The procedure that was billed, where the payer recoded it.
        submitted_hcpcs_code: Opt<Text> = "SVC06-2";
        /// Its modifiers, by spaces.
        submitted_modifiers: Opt<Text> = "SVC06-3 to SVC06-6";
        /// Its description.
        submitted_description: Opt<Text> = "SVC06-7";
        /// Units that were billed, where the payer changed them.
        units_submitted: Opt<Units> = "SVC07";
        /// Day of service, or the first.
        service_date: Opt<Day> = "DTM*472, DTM*150";
        /// Last day of service.
        service_date_to: Opt<Day> = "DTM*151";
        /// What the payer allows.
        allowed_amount: Opt<Money> = "AMT*B6";
        /// Who rendered it.
        rendering_npi: Opt<Text> = "REF*HPI";
        /// References.
        refs: List<Reference> = "REF";
        /// Dates.
        dates: List<Period> = "DTM";
        /// Amounts.
        amounts: List<Amount> = "AMT";
        /// Quantities.
        quantities: List<Count> = "QTY";
    }
}
