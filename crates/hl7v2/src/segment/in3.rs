//! IN3: insurance, certification.

use crate::datatype::{Cx, Dtm, Xcn};

segment! {
    /// Insurance, certification.
    In3, "IN3";
    /// IN3-1.
    code set_id = 1;
    /// IN3-2.
    one certification = 2: Cx;
    /// IN3-3.
    each certified_by = 3: Xcn;
    /// IN3-4.
    code certification_required = 4;
    /// IN3-6.
    one certified = 6: Dtm;
    /// IN3-7.
    one modified = 7: Dtm;
    /// IN3-8.
    each operators = 8: Xcn;
    /// IN3-9.
    one begins = 9: Dtm;
    /// IN3-10.
    one ends = 10: Dtm;
}
