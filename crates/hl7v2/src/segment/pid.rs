//! PID: patient identification.

use crate::datatype::{Cwe, Cx, Dtm, Hd, Xad, Xpn, Xtn};

segment! {
    /// Patient identification.
    Pid, "PID";
    /// PID-1.
    code set_id = 1;
    /// PID-2.
    one patient_id = 2: Cx;
    /// PID-3: an MRN has the type MR.
    each identifiers = 3: Cx;
    /// PID-4.
    each alternate_identifiers = 4: Cx;
    /// PID-5.
    each names = 5: Xpn;
    /// PID-6.
    each mothers_maiden_names = 6: Xpn;
    /// PID-7.
    one birth = 7: Dtm;
    /// PID-8: F, M, O, U, A, N.
    code sex = 8;
    /// PID-9.
    each aliases = 9: Xpn;
    /// PID-10.
    each races = 10: Cwe;
    /// PID-11.
    each addresses = 11: Xad;
    /// PID-12.
    code county = 12;
    /// PID-13.
    each home_phones = 13: Xtn;
    /// PID-14.
    each business_phones = 14: Xtn;
    /// PID-15.
    one language = 15: Cwe;
    /// PID-16.
    one marital_status = 16: Cwe;
    /// PID-17.
    one religion = 17: Cwe;
    /// PID-18.
    one account_number = 18: Cx;
    /// PID-19.
    code social_security_number = 19;
    /// PID-20.
    code drivers_license = 20;
    /// PID-21.
    each mothers_identifiers = 21: Cx;
    /// PID-22.
    each ethnic_groups = 22: Cwe;
    /// PID-23.
    text birth_place = 23;
    /// PID-24.
    code multiple_birth = 24;
    /// PID-25.
    code birth_order = 25;
    /// PID-26.
    each citizenships = 26: Cwe;
    /// PID-27.
    one veteran_status = 27: Cwe;
    /// PID-28.
    one nationality = 28: Cwe;
    /// PID-29.
    one death = 29: Dtm;
    /// PID-30.
    code death_indicator = 30;
    /// PID-31.
    code identity_unknown = 31;
    /// PID-32.
    each identity_reliability = 32: Cwe;
    /// PID-33.
    one updated = 33: Dtm;
    /// PID-34.
    one updated_by = 34: Hd;
    /// PID-39.
    each tribal_citizenships = 39: Cwe;
}
