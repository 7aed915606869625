//! CX: extended composite ID with check digit.

use super::{Dtm, Hd};

datatype! {
    /// Extended composite ID with check digit.
    Cx;
    /// CX.1.
    code id = 1;
    /// CX.2.
    code check_digit = 2;
    /// CX.3.
    code check_digit_scheme = 3;
    /// CX.4.
    part assigning_authority = 4: Hd;
    /// CX.5: MR, AN, VN, SS.
    code type_code = 5;
    /// CX.6.
    part assigning_facility = 6: Hd;
    /// CX.7.
    part effective = 7: Dtm;
    /// CX.8.
    part expiration = 8: Dtm;
}
