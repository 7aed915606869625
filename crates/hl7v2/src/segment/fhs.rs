//! FHS: file header.

use crate::datatype::{Dtm, Hd};

segment! {
    /// File header.
    Fhs, "FHS";
    /// FHS-3.
    one sending_application = 3: Hd;
    /// FHS-4.
    one sending_facility = 4: Hd;
    /// FHS-5.
    one receiving_application = 5: Hd;
    /// FHS-6.
    one receiving_facility = 6: Hd;
    /// FHS-7.
    one created = 7: Dtm;
    /// FHS-8.
    text security = 8;
    /// FHS-9.
    text name = 9;
    /// FHS-10.
    text comment = 10;
    /// FHS-11.
    code control_id = 11;
    /// FHS-12.
    code reference_control_id = 12;
}
