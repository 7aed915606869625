//! MSH: message header.

use crate::Text;
use crate::datatype::{Cwe, Dtm, Ei, Hd};

segment! {
    /// Message header.
    Msh, "MSH";
    /// MSH-3.
    one sending_application = 3: Hd;
    /// MSH-4.
    one sending_facility = 4: Hd;
    /// MSH-5.
    one receiving_application = 5: Hd;
    /// MSH-6.
    one receiving_facility = 6: Hd;
    /// MSH-7.
    one time = 7: Dtm;
    /// MSH-8.
    text security = 8;
    /// MSH-10.
    code control_id = 10;
    /// MSH-11.
    code processing_id = 11;
    /// MSH-12.
    code version = 12;
    /// MSH-13.
    code sequence_number = 13;
    /// MSH-15.
    code accept_acknowledgment = 15;
    /// MSH-16.
    code application_acknowledgment = 16;
    /// MSH-17.
    code country = 17;
    /// MSH-18.
    each character_sets = 18: Text;
    /// MSH-19.
    one language = 19: Cwe;
    /// MSH-21.
    each profiles = 21: Ei;
}

impl<'a> Msh<'a> {
    pub(crate) fn of(segment: crate::Segment<'a>) -> Self {
        Msh(segment)
    }

    /// MSH-9.
    #[must_use]
    pub fn kind(&self) -> crate::Kind {
        crate::Kind::of(self)
    }
}
