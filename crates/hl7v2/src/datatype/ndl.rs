//! NDL: name with date and location.

use super::{Cnn, Dtm, Hd};

datatype! {
    /// Name with date and location.
    Ndl;
    /// NDL.1.
    part name = 1: Cnn;
    /// NDL.2.
    part start = 2: Dtm;
    /// NDL.3.
    part end = 3: Dtm;
    /// NDL.4.
    code point_of_care = 4;
    /// NDL.5.
    code room = 5;
    /// NDL.6.
    code bed = 6;
    /// NDL.7.
    part facility = 7: Hd;
}
