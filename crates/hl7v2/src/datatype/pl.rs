//! PL: person location.

use super::Hd;

datatype! {
    /// Person location.
    Pl;
    /// PL.1.
    code point_of_care = 1;
    /// PL.2.
    code room = 2;
    /// PL.3.
    code bed = 3;
    /// PL.4.
    part facility = 4: Hd;
    /// PL.5.
    code status = 5;
    /// PL.6.
    code location_type = 6;
    /// PL.7.
    code building = 7;
    /// PL.8.
    code floor = 8;
    /// PL.9.
    text description = 9;
}
