//! EVN: event type.

use crate::datatype::{Dtm, Hd, Xcn};

segment! {
    /// Event type.
    Evn, "EVN";
    /// EVN-1.
    code event = 1;
    /// EVN-2.
    one recorded = 2: Dtm;
    /// EVN-3.
    one planned = 3: Dtm;
    /// EVN-4.
    code reason = 4;
    /// EVN-5.
    each operators = 5: Xcn;
    /// EVN-6.
    one occurred = 6: Dtm;
    /// EVN-7.
    one facility = 7: Hd;
}
