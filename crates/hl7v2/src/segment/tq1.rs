//! TQ1: timing and quantity.

use crate::Text;
use crate::datatype::{Cq, Cwe, Dtm};

segment! {
    /// Timing and quantity.
    Tq1, "TQ1";
    /// TQ1-1.
    code set_id = 1;
    /// TQ1-2.
    one quantity = 2: Cq;
    /// TQ1-3.
    each repeat_patterns = 3: Text;
    /// TQ1-6.
    one service_duration = 6: Cq;
    /// TQ1-7.
    one start = 7: Dtm;
    /// TQ1-8.
    one end = 8: Dtm;
    /// TQ1-9.
    each priorities = 9: Cwe;
    /// TQ1-10.
    text condition = 10;
    /// TQ1-11.
    text instruction = 11;
}
