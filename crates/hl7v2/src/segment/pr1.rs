//! PR1: procedures.

use crate::datatype::{Cwe, Dtm, Ei, Xcn};

segment! {
    /// Procedures.
    Pr1, "PR1";
    /// PR1-1.
    code set_id = 1;
    /// PR1-2.
    code coding_method = 2;
    /// PR1-3.
    one procedure = 3: Cwe;
    /// PR1-4.
    text description = 4;
    /// PR1-5.
    one time = 5: Dtm;
    /// PR1-6.
    code functional_type = 6;
    /// PR1-7.
    code minutes = 7;
    /// PR1-8.
    each anesthesiologists = 8: Xcn;
    /// PR1-9.
    code anesthesia_code = 9;
    /// PR1-10.
    code anesthesia_minutes = 10;
    /// PR1-11.
    each surgeons = 11: Xcn;
    /// PR1-12.
    each practitioners = 12: Xcn;
    /// PR1-13.
    one consent = 13: Cwe;
    /// PR1-14.
    code priority = 14;
    /// PR1-15.
    one diagnosis = 15: Cwe;
    /// PR1-16.
    each modifiers = 16: Cwe;
    /// PR1-17.
    code drg_type = 17;
    /// PR1-18.
    each tissue_types = 18: Cwe;
    /// PR1-19.
    one identifier = 19: Ei;
    /// PR1-20.
    code action = 20;
}
