//! XCN: extended composite ID number and name.

use super::Hd;

datatype! {
    /// Extended composite ID number and name.
    Xcn;
    /// XCN.1.
    code id = 1;
    /// XCN.2: of a name in parts the surname.
    code family = 2;
    /// XCN.3.
    text given = 3;
    /// XCN.4.
    text second = 4;
    /// XCN.5.
    code suffix = 5;
    /// XCN.6.
    code prefix = 6;
    /// XCN.7.
    code degree = 7;
    /// XCN.8.
    code source_table = 8;
    /// XCN.9.
    part assigning_authority = 9: Hd;
    /// XCN.10.
    code name_type = 10;
    /// XCN.11.
    code check_digit = 11;
    /// XCN.13: NPI, UPIN, DN.
    code type_code = 13;
    /// XCN.14.
    part assigning_facility = 14: Hd;
}
