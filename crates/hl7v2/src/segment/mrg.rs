//! MRG: merge patient information.

use crate::datatype::{Cx, Xpn};

segment! {
    /// Merge patient information.
    Mrg, "MRG";
    /// MRG-1.
    each prior_identifiers = 1: Cx;
    /// MRG-2.
    each prior_alternate_identifiers = 2: Cx;
    /// MRG-3.
    one prior_account_number = 3: Cx;
    /// MRG-4.
    one prior_patient_id = 4: Cx;
    /// MRG-5.
    one prior_visit_number = 5: Cx;
    /// MRG-6.
    each prior_alternate_visit_ids = 6: Cx;
    /// MRG-7.
    each prior_names = 7: Xpn;
}
