//! MFI: master file identification.

use crate::datatype::{Cwe, Dtm, Hd};

segment! {
    /// Master file identification.
    Mfi, "MFI";
    /// MFI-1.
    one master_file = 1: Cwe;
    /// MFI-2.
    each applications = 2: Hd;
    /// MFI-3.
    code event = 3;
    /// MFI-4.
    one entered = 4: Dtm;
    /// MFI-5.
    one effective = 5: Dtm;
    /// MFI-6.
    code response_level = 6;
}
