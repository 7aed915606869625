//! FT1: financial transaction.

use crate::Text;
use crate::datatype::{Cp, Cwe, Cx, Dr, Dtm, Ei, Pl, Xcn};

segment! {
    /// Financial transaction.
    Ft1, "FT1";
    /// FT1-1.
    code set_id = 1;
    /// FT1-2.
    code transaction_id = 2;
    /// FT1-3.
    code batch_id = 3;
    /// FT1-4: in 2.3 a time, later a range of which only the start may be sent.
    one transaction_date = 4: Dr;
    /// FT1-5.
    one posting_date = 5: Dtm;
    /// FT1-6: CG charge, CD credit, PY payment, AJ adjustment.
    code transaction_type = 6;
    /// FT1-7: the sender's charge code.
    one transaction_code = 7: Cwe;
    /// FT1-8.
    text description = 8;
    /// FT1-9.
    text alternate_description = 9;
    /// FT1-10.
    code quantity = 10;
    /// FT1-11.
    one extended_amount = 11: Cp;
    /// FT1-12.
    one unit_amount = 12: Cp;
    /// FT1-13.
    one department = 13: Cwe;
    /// FT1-14.
    one plan = 14: Cwe;
    /// FT1-15.
    one insurance_amount = 15: Cp;
    /// FT1-16.
    one location = 16: Pl;
    /// FT1-17.
    code fee_schedule = 17;
    /// FT1-18.
    code patient_type = 18;
    /// FT1-19.
    each diagnoses = 19: Cwe;
    /// FT1-20.
    each performed_by = 20: Xcn;
    /// FT1-21.
    each ordered_by = 21: Xcn;
    /// FT1-22.
    one unit_cost = 22: Cp;
    /// FT1-23.
    one filler_order = 23: Ei;
    /// FT1-24.
    each entered_by = 24: Xcn;
    /// FT1-25.
    one procedure = 25: Cwe;
    /// FT1-26.
    each modifiers = 26: Cwe;
    /// FT1-27.
    one advance_beneficiary_notice = 27: Cwe;
    /// FT1-28.
    one medically_necessary_duplicate = 28: Cwe;
    /// FT1-29.
    one national_drug_code = 29: Cwe;
    /// FT1-30.
    one payment_reference = 30: Cx;
    /// FT1-31.
    each transaction_references = 31: Text;
}
