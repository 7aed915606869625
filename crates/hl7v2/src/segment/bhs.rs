//! BHS: batch header.

use crate::datatype::{Dtm, Hd};

segment! {
    /// Batch header.
    Bhs, "BHS";
    /// BHS-3.
    one sending_application = 3: Hd;
    /// BHS-4.
    one sending_facility = 4: Hd;
    /// BHS-5.
    one receiving_application = 5: Hd;
    /// BHS-6.
    one receiving_facility = 6: Hd;
    /// BHS-7.
    one created = 7: Dtm;
    /// BHS-8.
    text security = 8;
    /// BHS-9.
    text name = 9;
    /// BHS-10.
    text comment = 10;
    /// BHS-11.
    code control_id = 11;
    /// BHS-12.
    code reference_control_id = 12;
}
