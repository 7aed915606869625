//! PRC: pricing.

use crate::Text;
use crate::datatype::{Cp, Cwe, Dtm, Mo};

segment! {
    /// Pricing.
    Prc, "PRC";
    /// PRC-1.
    one primary_key = 1: Cwe;
    /// PRC-2.
    each facilities = 2: Cwe;
    /// PRC-3.
    each departments = 3: Cwe;
    /// PRC-4.
    each patient_classes = 4: Text;
    /// PRC-5.
    each prices = 5: Cp;
    /// PRC-6.
    each formulas = 6: Text;
    /// PRC-7.
    code minimum_quantity = 7;
    /// PRC-8.
    code maximum_quantity = 8;
    /// PRC-9.
    one minimum_price = 9: Mo;
    /// PRC-10.
    one maximum_price = 10: Mo;
    /// PRC-11.
    one effective_start = 11: Dtm;
    /// PRC-12.
    one effective_end = 12: Dtm;
    /// PRC-13.
    code price_override = 13;
    /// PRC-14.
    each billing_categories = 14: Cwe;
    /// PRC-15.
    code chargeable = 15;
    /// PRC-16.
    code active = 16;
    /// PRC-17.
    one cost = 17: Mo;
    /// PRC-18.
    code charge_on = 18;
}
