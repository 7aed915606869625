//! XON: extended composite name and ID for organizations.

use super::Hd;

datatype! {
    /// Extended composite name and ID for organizations.
    Xon;
    /// XON.1.
    text name = 1;
    /// XON.2.
    code name_type = 2;
    /// XON.3: the number up to 2.4.
    code id_number = 3;
    /// XON.6.
    part assigning_authority = 6: Hd;
    /// XON.7.
    code type_code = 7;
    /// XON.8.
    part assigning_facility = 8: Hd;
    /// XON.10: the number from 2.5 on.
    code id = 10;
}
