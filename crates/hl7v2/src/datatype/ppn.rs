//! PPN: performing person time stamp.

use super::{Dtm, Hd};

datatype! {
    /// Performing person time stamp.
    Ppn;
    /// PPN.1.
    code id = 1;
    /// PPN.2.
    code family = 2;
    /// PPN.3.
    text given = 3;
    /// PPN.4.
    text second = 4;
    /// PPN.5.
    code suffix = 5;
    /// PPN.6.
    code prefix = 6;
    /// PPN.7.
    code degree = 7;
    /// PPN.9.
    part assigning_authority = 9: Hd;
    /// PPN.13.
    code type_code = 13;
    /// PPN.15.
    part time = 15: Dtm;
}
