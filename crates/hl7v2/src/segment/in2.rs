//! IN2: insurance, additional information.

use crate::datatype::{Cx, Xcn, Xpn, Xtn};

segment! {
    /// Insurance, additional information.
    In2, "IN2";
    /// IN2-1.
    each employee_ids = 1: Cx;
    /// IN2-2.
    code social_security_number = 2;
    /// IN2-3.
    each employers = 3: Xcn;
    /// IN2-5.
    code mail_claim_party = 5;
    /// IN2-6.
    code medicare_number = 6;
    /// IN2-7.
    each medicaid_case_names = 7: Xpn;
    /// IN2-8.
    code medicaid_case_number = 8;
    /// IN2-25.
    each payors = 25: Cx;
    /// IN2-26.
    each payor_subscribers = 26: Cx;
    /// IN2-61.
    each member_numbers = 61: Cx;
    /// IN2-63.
    each insured_phones = 63: Xtn;
    /// IN2-72.
    code relationship = 72;
}
