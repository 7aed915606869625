//! An HSD segment.

use crate::declare::record;

record! {
    /// How much, how often and how long.
    Delivery<'a> {
        /// What is counted: VS visits, DY days, HS hours.
        quantity_qualifier: Opt<Text> = "HSD01";
        /// How many.
        quantity: Opt<Units> = "HSD02";
        /// Within what: DA day, WK week, MO month.
        unit: Opt<Text> = "HSD03";
        /// How many of those.
        per_unit: Opt<Units> = "HSD04";
        /// What the periods are: 7 day, 34 month, 29 remaining.
        time_period: Opt<Text> = "HSD05";
        /// How many of them.
        periods: Opt<Units> = "HSD06";
        /// On which days.
        pattern: Opt<Text> = "HSD07";
        /// At which time of day.
        time: Opt<Text> = "HSD08";
    }
}
