//! AIG: appointment information, general resource.

use crate::datatype::{Cwe, Dtm};

segment! {
    /// Appointment information, general resource.
    Aig, "AIG";
    /// AIG-1.
    code set_id = 1;
    /// AIG-2.
    code segment_action = 2;
    /// AIG-3.
    one resource = 3: Cwe;
    /// AIG-4.
    one resource_type = 4: Cwe;
    /// AIG-5.
    each resource_groups = 5: Cwe;
    /// AIG-6.
    code quantity = 6;
    /// AIG-7.
    one quantity_units = 7: Cwe;
    /// AIG-8.
    one start = 8: Dtm;
    /// AIG-9.
    code start_offset = 9;
    /// AIG-10.
    one start_offset_units = 10: Cwe;
    /// AIG-11.
    code duration = 11;
    /// AIG-12.
    one duration_units = 12: Cwe;
    /// AIG-13.
    code allow_substitution = 13;
    /// AIG-14.
    one filler_status = 14: Cwe;
}
