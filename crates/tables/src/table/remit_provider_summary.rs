//! `remit_provider_summary`: totals that a payer gives for a provider.

use super::{Amount, Count};
use crate::declare::table;

table! {
    /// One row per LX loop of an 835 that has totals (TS3, TS2): Medicare sends them for institutions.
    remit_provider_summary: RemitProviderSummary<'a>, key = [doc_id, lx_ordinal] {
        /// Where it is.
        origin: Origin;
        /// Position of the loop in the set, from 1.
        lx_ordinal: Int, ordered;
        /// Its number as sent.
        batch_number: Opt<Text> = "LX01";
        /// The provider.
        provider_id: Opt<Text> = "TS301";
        /// Facility type.
        facility_type: Opt<Text> = "TS302";
        /// Last day of the provider's fiscal year.
        fiscal_period_date: Opt<Day> = "TS303";
        /// Claims.
        claim_count: Opt<Units> = "TS304";
        /// Charges.
        charge_amount: Opt<Money> = "TS305";
        /// Every amount of TS3 and TS2, by element.
        amounts: List<Amount> = "TS3, TS2";
        /// Every count of TS3 and TS2, by element.
        quantities: List<Count> = "TS3, TS2";
    }
}
