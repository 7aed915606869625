//! TQ: timing and quantity.

use super::{Cq, Dtm};

datatype! {
    /// Timing and quantity.
    Tq;
    /// TQ.1.
    part quantity = 1: Cq;
    /// TQ.2.
    code interval = 2;
    /// TQ.3.
    code duration = 3;
    /// TQ.4.
    part start = 4: Dtm;
    /// TQ.5.
    part end = 5: Dtm;
    /// TQ.6.
    code priority = 6;
    /// TQ.7.
    text condition = 7;
    /// TQ.8.
    text instruction = 8;
}
