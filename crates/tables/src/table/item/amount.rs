//! An AMT segment, or one amount of a segment that holds many.

use crate::declare::record;

record! {
    /// A qualified amount.
    Amount<'a> {
        /// AMT01, or the element's name where the segment is another (`MIA04`, `TS305`).
        qualifier: Text = "AMT01";
        /// The amount.
        amount: Money = "AMT02";
    }
}
