//! BTS: batch trailer.

use crate::Text;

segment! {
    /// Batch trailer.
    Bts, "BTS";
    /// BTS-1.
    code message_count = 1;
    /// BTS-2.
    text comment = 2;
    /// BTS-3.
    each totals = 3: Text;
}
