//! A DTM or DTP segment.

use crate::declare::record;

record! {
    /// A qualified day or range of days. A day that does not exist is null, with a `dq_issue`.
    Period<'a> {
        /// What happened then.
        qualifier: Text = "DTM01, DTP01";
        /// First or only day.
        from: Opt<Day> = "DTM02, DTP03";
        /// Last day of a range.
        to: Opt<Day> = "DTP03";
        /// Time of day as sent, where there is one.
        time: Opt<Text> = "DTM03, DTP03";
    }
}
