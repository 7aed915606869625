//! PV1: patient visit.

use crate::datatype::{Cwe, Cx, Dtm, Fc, Pl, Xcn};

segment! {
    /// Patient visit.
    Pv1, "PV1";
    /// PV1-1.
    code set_id = 1;
    /// PV1-2: E emergency, I inpatient, O outpatient, P preadmit, R recurring, B obstetrics.
    code patient_class = 2;
    /// PV1-3.
    one location = 3: Pl;
    /// PV1-4.
    code admission_type = 4;
    /// PV1-5.
    one preadmit_number = 5: Cx;
    /// PV1-6.
    one prior_location = 6: Pl;
    /// PV1-7.
    each attending = 7: Xcn;
    /// PV1-8.
    each referring = 8: Xcn;
    /// PV1-9.
    each consulting = 9: Xcn;
    /// PV1-10.
    code hospital_service = 10;
    /// PV1-11.
    one temporary_location = 11: Pl;
    /// PV1-12.
    code preadmit_test = 12;
    /// PV1-13.
    code readmission = 13;
    /// PV1-14.
    code admit_source = 14;
    /// PV1-15.
    each ambulatory_statuses = 15: Cwe;
    /// PV1-16.
    code vip = 16;
    /// PV1-17.
    each admitting = 17: Xcn;
    /// PV1-18.
    code patient_type = 18;
    /// PV1-19.
    one visit_number = 19: Cx;
    /// PV1-20.
    each financial_classes = 20: Fc;
    /// PV1-21.
    code charge_price = 21;
    /// PV1-22.
    code courtesy_code = 22;
    /// PV1-23.
    code credit_rating = 23;
    /// PV1-24.
    each contract_codes = 24: Cwe;
    /// PV1-25.
    each contract_dates = 25: Dtm;
    /// PV1-36.
    code discharge_disposition = 36;
    /// PV1-37: its first component is the place.
    one discharged_to = 37: Cwe;
    /// PV1-38.
    one diet = 38: Cwe;
    /// PV1-39.
    code servicing_facility = 39;
    /// PV1-40.
    code bed_status = 40;
    /// PV1-41.
    code account_status = 41;
    /// PV1-42.
    one pending_location = 42: Pl;
    /// PV1-43.
    one prior_temporary_location = 43: Pl;
    /// PV1-44.
    one admitted = 44: Dtm;
    /// PV1-45.
    each discharged = 45: Dtm;
    /// PV1-46.
    code current_balance = 46;
    /// PV1-47.
    code total_charges = 47;
    /// PV1-48.
    code total_adjustments = 48;
    /// PV1-49.
    code total_payments = 49;
    /// PV1-50.
    each alternate_visit_ids = 50: Cx;
    /// PV1-51.
    code visit_indicator = 51;
    /// PV1-52.
    each other_providers = 52: Xcn;
}
