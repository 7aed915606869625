//! A QTY segment, or one quantity of a segment that holds many.

use crate::declare::record;

record! {
    /// A qualified quantity.
    Count<'a> {
        /// QTY01, or the element's name where the segment is another (`MIA01`).
        qualifier: Text = "QTY01";
        /// The quantity.
        quantity: Units = "QTY02";
    }
}
