//! PV2: patient visit, additional information.

use crate::datatype::{Cwe, Dtm, Pl, Xcn, Xon};

segment! {
    /// Patient visit, additional information.
    Pv2, "PV2";
    /// PV2-1.
    one prior_pending_location = 1: Pl;
    /// PV2-2.
    one accommodation = 2: Cwe;
    /// PV2-3.
    one admit_reason = 3: Cwe;
    /// PV2-4.
    one transfer_reason = 4: Cwe;
    /// PV2-8.
    one expected_admit = 8: Dtm;
    /// PV2-9.
    one expected_discharge = 9: Dtm;
    /// PV2-10.
    code estimated_days = 10;
    /// PV2-11.
    code actual_days = 11;
    /// PV2-12.
    text description = 12;
    /// PV2-13.
    each referral_sources = 13: Xcn;
    /// PV2-22.
    code visit_protection = 22;
    /// PV2-23.
    each clinics = 23: Xon;
    /// PV2-24.
    code patient_status = 24;
    /// PV2-25.
    code visit_priority = 25;
    /// PV2-26.
    one previous_treatment = 26: Dtm;
    /// PV2-27.
    code expected_disposition = 27;
    /// PV2-33.
    one expected_surgery = 33: Dtm;
    /// PV2-38.
    one mode_of_arrival = 38: Cwe;
    /// PV2-40.
    one admission_level_of_care = 40: Cwe;
}
