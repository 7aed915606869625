//! `payer`: what is known of payers.

use crate::declare::table;

table! {
    /// One row per row of payers.csv: one alias of a payer.
    payer: Payer<'a>, key = [unit_id] {
        /// Where it is.
        origin: Origin;
        /// Which kind of identifier: N104, 2U, TRN03, NAME, NM109.
        id_type: Text = "id_type";
        /// The identifier; for NAME the folded name.
        payer_id: Text = "payer_id";
        /// What we call the payer.
        payer_name: Text = "payer_name";
        /// medicare_ffs, medicare_adv, medicaid_ffs, medicaid_mco, bcbs, commercial, tricare, va, workers_comp,
        /// auto_liability, self_pay, other.
        payer_class: Text = "payer_class";
        /// Whether it pays by head.
        capitated: Flag = "capitated";
        /// First day it holds; null from ever.
        eff_from: Opt<Day> = "eff_from";
        /// First day it no longer holds; null for good.
        eff_to: Opt<Day> = "eff_to";
    }
}
