//! ROL: role.

use crate::datatype::{Cwe, Dtm, Ei, Xcn};

segment! {
    /// Role.
    Rol, "ROL";
    /// ROL-1.
    one instance = 1: Ei;
    /// ROL-2.
    code action = 2;
    /// ROL-3.
    one role = 3: Cwe;
    /// ROL-4.
    each persons = 4: Xcn;
    /// ROL-5.
    one begins = 5: Dtm;
    /// ROL-6.
    one ends = 6: Dtm;
}
