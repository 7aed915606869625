//! AIS: appointment information, service.

use crate::datatype::{Cwe, Dtm};

segment! {
    /// Appointment information, service.
    Ais, "AIS";
    /// AIS-1.
    code set_id = 1;
    /// AIS-2.
    code segment_action = 2;
    /// AIS-3.
    one service = 3: Cwe;
    /// AIS-4.
    one start = 4: Dtm;
    /// AIS-5.
    code start_offset = 5;
    /// AIS-6.
    one start_offset_units = 6: Cwe;
    /// AIS-7.
    code duration = 7;
    /// AIS-8.
    one duration_units = 8: Cwe;
    /// AIS-9.
    code allow_substitution = 9;
    /// AIS-10.
    one filler_status = 10: Cwe;
    /// AIS-11.
    each placer_information = 11: Cwe;
    /// AIS-12.
    each filler_information = 12: Cwe;
}
