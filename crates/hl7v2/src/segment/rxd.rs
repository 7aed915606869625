//! RXD: pharmacy dispense.

use crate::Text;
use crate::datatype::{Cq, Cwe, Dtm, Xcn};

segment! {
    /// Pharmacy dispense.
    Rxd, "RXD";
    /// RXD-1.
    code dispense_sub_id = 1;
    /// RXD-2.
    one dispensed = 2: Cwe;
    /// RXD-3.
    one time = 3: Dtm;
    /// RXD-4.
    code amount = 4;
    /// RXD-5.
    one units = 5: Cwe;
    /// RXD-6.
    one dosage_form = 6: Cwe;
    /// RXD-7.
    code prescription_number = 7;
    /// RXD-8.
    code refills_remaining = 8;
    /// RXD-9.
    each notes = 9: Text;
    /// RXD-10.
    each providers = 10: Xcn;
    /// RXD-11.
    code substitution = 11;
    /// RXD-12.
    one total_daily_dose = 12: Cq;
    /// RXD-15.
    each special_instructions = 15: Cwe;
    /// RXD-16.
    code strength = 16;
    /// RXD-17.
    one strength_units = 17: Cwe;
    /// RXD-18.
    each lot_numbers = 18: Text;
    /// RXD-19.
    each expirations = 19: Dtm;
    /// RXD-20.
    each manufacturers = 20: Cwe;
    /// RXD-21.
    each indications = 21: Cwe;
}
