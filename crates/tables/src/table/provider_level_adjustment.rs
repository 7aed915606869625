//! `provider_level_adjustment`: money that belongs to no claim of the remittance.

use crate::declare::table;

table! {
    /// One row per adjustment of a PLB segment.
    provider_level_adjustment: ProviderLevelAdjustment<'a>, key = [doc_id, plb_ordinal, pair_ordinal], month = check_date {
        /// Where its PLB is.
        origin: Origin;
        /// Position of the PLB in the set, from 1.
        plb_ordinal: Int;
        /// Position of the adjustment in its PLB, from 1.
        pair_ordinal: Int;
        /// The payer, as on the payment.
        payer_id: Text;
        /// Which identifier of the payer that is.
        payer_id_kind: Text;
        /// The payee, as on the payment.
        payee_id: Text;
        /// As on the payment.
        trace_number: Text = "TRN02";
        /// As on the payment.
        check_date: Opt<Day> = "BPR16";
        /// The provider.
        provider_id: Text = "PLB01";
        /// Last day of the provider's fiscal year.
        fiscal_period_date: Opt<Day> = "PLB02";
        /// WO, FB, L6, 72, CS ….
        reason_code: Text = "PLB03-1, 05-1, 07-1, 09-1, 11-1, 13-1", bounds;
        /// What it refers to, often a claim.
        reference_id: Opt<Text> = "PLB03-2, 05-2, 07-2, 09-2, 11-2, 13-2", phi;
        /// As sent: positive lowers the payment, negative raises it.
        amount: Money = "PLB04, 06, 08, 10, 12, 14";
    }
}
