//! A composite of HI; of a claim one that is no diagnosis.

use crate::declare::record;

record! {
    /// A procedure, condition, occurrence, value or other code of a claim; a diagnosis where a claim is not told yet.
    HealthCode<'a> {
        /// Which list: ABK, BK principal diagnosis; ABF, BF other diagnosis; BBR, BBQ, BR, BQ procedures; BG conditions; BH and BI occurrences; BE values; DR the DRG.
        qualifier: Text = "HI01-1";
        /// The code, in upper case without its dot.
        code: Text = "HI01-2";
        /// First or only day.
        from: Opt<Day> = "HI01-4";
        /// Last day.
        to: Opt<Day> = "HI01-4";
        /// Its amount.
        amount: Opt<Money> = "HI01-5";
        /// Its quantity.
        quantity: Opt<Units> = "HI01-6";
    }
}
