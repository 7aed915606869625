//! DRG: diagnosis related group.

use crate::datatype::{Cp, Cwe, Dtm};

segment! {
    /// Diagnosis related group.
    Drg, "DRG";
    /// DRG-1.
    one group = 1: Cwe;
    /// DRG-2.
    one assigned = 2: Dtm;
    /// DRG-3.
    code approval = 3;
    /// DRG-4.
    code review_code = 4;
    /// DRG-5.
    one outlier_type = 5: Cwe;
    /// DRG-6.
    code outlier_days = 6;
    /// DRG-7.
    one outlier_cost = 7: Cp;
    /// DRG-8.
    code payor = 8;
    /// DRG-9.
    one outlier_reimbursement = 9: Cp;
    /// DRG-10.
    code confidential = 10;
    /// DRG-11.
    code transfer_type = 11;
}
