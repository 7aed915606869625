//! IN1: insurance.

use crate::datatype::{Aui, Cp, Cwe, Cx, Dtm, Xad, Xcn, Xon, Xpn, Xtn};

segment! {
    /// Insurance.
    In1, "IN1";
    /// IN1-1.
    code set_id = 1;
    /// IN1-2.
    one plan = 2: Cwe;
    /// IN1-3.
    each companies = 3: Cx;
    /// IN1-4.
    each company_names = 4: Xon;
    /// IN1-5.
    each company_addresses = 5: Xad;
    /// IN1-6.
    each contacts = 6: Xpn;
    /// IN1-7.
    each company_phones = 7: Xtn;
    /// IN1-8.
    code group_number = 8;
    /// IN1-9.
    each group_names = 9: Xon;
    /// IN1-10.
    each group_employers = 10: Cx;
    /// IN1-11.
    each group_employer_names = 11: Xon;
    /// IN1-12.
    one effective = 12: Dtm;
    /// IN1-13.
    one expiration = 13: Dtm;
    /// IN1-14.
    one authorization = 14: Aui;
    /// IN1-15.
    code plan_type = 15;
    /// IN1-16.
    each insured_names = 16: Xpn;
    /// IN1-17.
    one relationship = 17: Cwe;
    /// IN1-18.
    one insured_birth = 18: Dtm;
    /// IN1-19.
    each insured_addresses = 19: Xad;
    /// IN1-20.
    one assignment_of_benefits = 20: Cwe;
    /// IN1-21.
    one coordination_of_benefits = 21: Cwe;
    /// IN1-22.
    code priority = 22;
    /// IN1-28.
    code pre_admit_certification = 28;
    /// IN1-29.
    one verified = 29: Dtm;
    /// IN1-30.
    each verified_by = 30: Xcn;
    /// IN1-31.
    code agreement_type = 31;
    /// IN1-32.
    code billing_status = 32;
    /// IN1-35.
    one company_plan = 35: Cwe;
    /// IN1-36.
    code policy_number = 36;
    /// IN1-37.
    one deductible = 37: Cp;
    /// IN1-38.
    one policy_limit = 38: Cp;
    /// IN1-39.
    code policy_limit_days = 39;
    /// IN1-42.
    one employment_status = 42: Cwe;
    /// IN1-43.
    code insured_sex = 43;
    /// IN1-44.
    each employer_addresses = 44: Xad;
    /// IN1-45.
    code verification_status = 45;
    /// IN1-46.
    code prior_plan = 46;
    /// IN1-47.
    code coverage_type = 47;
    /// IN1-48.
    one handicap = 48: Cwe;
    /// IN1-49.
    each insured_ids = 49: Cx;
}
