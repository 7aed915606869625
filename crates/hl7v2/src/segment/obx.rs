//! OBX: observation.

use crate::datatype::{Cwe, Dtm, Ei, Xad, Xcn, Xon};
use crate::{Repetition, Text};

segment! {
    /// Observation.
    Obx, "OBX";
    /// OBX-1.
    code set_id = 1;
    /// OBX-2.
    code value_type = 2;
    /// OBX-3.
    one observation = 3: Cwe;
    /// OBX-4.
    code sub_id = 4;
    /// OBX-5: the values, read by OBX-2.
    each values = 5: Repetition;
    /// OBX-5: all repetitions as one text.
    text value = 5;
    /// OBX-6.
    one units = 6: Cwe;
    /// OBX-7.
    text reference_range = 7;
    /// OBX-8.
    each interpretations = 8: Cwe;
    /// OBX-10.
    each nature = 10: Text;
    /// OBX-11: F final, C corrected, P preliminary, D deleted, W wrong.
    code result_status = 11;
    /// OBX-12.
    one range_effective = 12: Dtm;
    /// OBX-13.
    code access_checks = 13;
    /// OBX-14.
    one observed = 14: Dtm;
    /// OBX-15.
    one producer = 15: Cwe;
    /// OBX-16.
    each observers = 16: Xcn;
    /// OBX-17.
    each methods = 17: Cwe;
    /// OBX-18.
    each equipment = 18: Ei;
    /// OBX-19.
    one analyzed = 19: Dtm;
    /// OBX-23.
    one performing_organization = 23: Xon;
    /// OBX-24.
    one performing_address = 24: Xad;
    /// OBX-25.
    one medical_director = 25: Xcn;
}
