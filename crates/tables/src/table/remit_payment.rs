//! `remit_payment`: payments.

use super::{Contact, Organisation, Period, Reference};
use crate::declare::table;

table! {
    /// One row per 835 transaction set: one payment, or a notice that there is none.
    remit_payment: RemitPayment<'a>, key = [doc_id], month = check_date {
        /// Where it is.
        origin: Origin;
        /// The payer: N104, else REF*2U, else TRN03, else the folded name.
        payer_id: Text = "N104, REF*2U, TRN03, N102 of PR";
        /// Which of them it is: N104, 2U, TRN03, NAME.
        payer_id_kind: Text;
        /// The payer's name.
        payer_name: Opt<Text> = "N102 of PR";
        /// The payee: NPI, else tax id, else the folded name.
        payee_id: Text = "N104, REF*TJ, N102 of PE";
        /// The payee's NPI.
        payee_npi: Opt<Text> = "N104 of PE with XX";
        /// The payee's tax id.
        payee_tax_id: Opt<Text> = "N104 of PE, REF*TJ";
        /// The payee's name.
        payee_name: Opt<Text> = "N102 of PE";
        /// What the document is for: I, C, D, H, P, U, X.
        handling_code: Text = "BPR01";
        /// What is paid in all.
        payment_amount: Money = "BPR02";
        /// C to us, D from us.
        credit_debit: Opt<Text> = "BPR03";
        /// ACH, CHK, FWT, NON ….
        payment_method: Text = "BPR04";
        /// The day the money moves, or the check's date.
        check_date: Opt<Day> = "BPR16";
        /// Kind of trace.
        trace_type: Opt<Text> = "TRN01";
        /// Check or EFT number.
        trace_number: Text = "TRN02";
        /// The payer's own identifier, a 1 and its tax id.
        originator_id: Opt<Text> = "TRN03";
        /// A further part of the payer's identifier.
        originator_division: Opt<Text> = "TRN04";
        /// Who the payer sends to, where that is not the payee.
        receiver_id: Opt<Text> = "REF*EV";
        /// Last day that the payer's run covers.
        production_date: Opt<Day> = "DTM*405";
        /// Currency, where it is told.
        currency: Opt<Text> = "CUR02";
        /// The implementation guide.
        guide: Opt<Text> = "ST03, GS08";
        /// References of the payment.
        refs: List<Reference> = "REF";
        /// References of the payer.
        payer_refs: List<Reference> = "REF of PR";
        /// References of the payee.
        payee_refs: List<Reference> = "REF of PE";
        /// Dates of the payment.
        dates: List<Period> = "DTM";
        /// Payer and payee with their addresses.
        parties: List<Organisation> = "N1, N3, N4";
        /// Whom to ask.
        contacts: List<Contact> = "PER";
    }
}
