//! One figure of an adjudication.

use crate::declare::record;

record! {
    /// One figure of an adjudication, or of its totals.
    Adjudication<'a> {
        /// Which figure: submitted, eligible, benefit, deductible, copay …, as told.
        category: Opt<Text> = "category";
        /// Why.
        reason: Opt<Text> = "reason";
        /// carc, rarc, or as told.
        reason_system: Opt<Text> = "reason.coding.system";
        /// The amount in US dollars.
        amount: Opt<Money> = "amount";
        /// A figure that is no amount.
        value: Opt<Units> = "value, quantity";
        /// The figure as told, where it is finer than a column takes, or in another currency.
        told: Opt<Text> = "amount, value, quantity";
    }
}
