//! AIL: appointment information, location resource.

use crate::datatype::{Cwe, Dtm, Pl};

segment! {
    /// Appointment information, location resource.
    Ail, "AIL";
    /// AIL-1.
    code set_id = 1;
    /// AIL-2.
    code segment_action = 2;
    /// AIL-3.
    each locations = 3: Pl;
    /// AIL-4.
    one location_type = 4: Cwe;
    /// AIL-5.
    one location_group = 5: Cwe;
    /// AIL-6.
    one start = 6: Dtm;
    /// AIL-7.
    code start_offset = 7;
    /// AIL-8.
    one start_offset_units = 8: Cwe;
    /// AIL-9.
    code duration = 9;
    /// AIL-10.
    one duration_units = 10: Cwe;
    /// AIL-11.
    code allow_substitution = 11;
    /// AIL-12.
    one filler_status = 12: Cwe;
}
