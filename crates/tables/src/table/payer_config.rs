//! `payer_config`: the terms that the organisation has with its payers.

use crate::declare::table;

table! {
    /// One row per row of payer_config.csv: the terms of one payer from a day on. Which of them holds on a day
    /// is told by the view `payer_term`.
    payer_config: PayerConfig<'a>, key = [unit_id] {
        /// Where it is.
        origin: Origin;
        /// Which kind of identifier: N104, 2U, TRN03, NAME, NM109.
        id_type: Text = "id_type";
        /// The identifier; for NAME the folded name.
        payer_id: Text = "payer_id";
        /// Days from receipt within which a clean claim is to be paid.
        prompt_pay_days: Opt<Int> = "prompt_pay_days";
        /// Days after this payer sent a claim on from which the next payer's answer is overdue.
        secondary_overdue_days: Opt<Int> = "secondary_overdue_days";
        /// Days from which a pended claim is overdue.
        pended_overdue_days: Opt<Int> = "pended_overdue_days";
        /// Days to answer a request for information, from the day of the request.
        response_days: Opt<Int> = "response_days";
        /// Days to file a claim, from its first day of service.
        timely_filing_days: Opt<Int> = "timely_filing_days";
        /// Days to send a corrected claim.
        corrected_claim_days: Opt<Int> = "corrected_claim_days";
        /// What these are counted from: denied or served; null is denied.
        corrected_claim_from: Opt<Text> = "corrected_claim_from";
        /// Days after its date from which an answer counts as received; null is none.
        receipt_days: Opt<Int> = "receipt_days";
        /// First day it holds; null from ever.
        eff_from: Opt<Day> = "eff_from";
        /// First day it no longer holds; null for good.
        eff_to: Opt<Day> = "eff_to";
        /// Where it stands: document and section.
        source: Text = "source";
        /// Day on which somebody looked it up there.
        verified_on: Opt<Day> = "verified_on";
        /// Who did.
        verified_by: Opt<Text> = "verified_by";
    }
}
