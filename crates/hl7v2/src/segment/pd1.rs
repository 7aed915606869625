//! PD1: patient additional demographic.

use crate::datatype::{Xcn, Xon};

segment! {
    /// Patient additional demographic.
    Pd1, "PD1";
    /// PD1-3.
    each primary_facilities = 3: Xon;
    /// PD1-4.
    each primary_care_providers = 4: Xcn;
}
