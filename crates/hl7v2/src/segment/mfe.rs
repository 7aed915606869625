//! MFE: master file entry.

use crate::Text;
use crate::datatype::{Cwe, Dtm};

segment! {
    /// Master file entry.
    Mfe, "MFE";
    /// MFE-1.
    code event = 1;
    /// MFE-2.
    code control_id = 2;
    /// MFE-3.
    one effective = 3: Dtm;
    /// MFE-4.
    each primary_keys = 4: Cwe;
    /// MFE-5.
    each primary_key_types = 5: Text;
}
