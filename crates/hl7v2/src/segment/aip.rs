//! AIP: appointment information, personnel resource.

use crate::datatype::{Cwe, Dtm, Xcn};

segment! {
    /// Appointment information, personnel resource.
    Aip, "AIP";
    /// AIP-1.
    code set_id = 1;
    /// AIP-2.
    code segment_action = 2;
    /// AIP-3.
    each personnel = 3: Xcn;
    /// AIP-4.
    one resource_type = 4: Cwe;
    /// AIP-5.
    one resource_group = 5: Cwe;
    /// AIP-6.
    one start = 6: Dtm;
    /// AIP-7.
    code start_offset = 7;
    /// AIP-8.
    one start_offset_units = 8: Cwe;
    /// AIP-9.
    code duration = 9;
    /// AIP-10.
    one duration_units = 10: Cwe;
    /// AIP-11.
    code allow_substitution = 11;
    /// AIP-12.
    one filler_status = 12: Cwe;
}
