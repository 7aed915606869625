//! RXG: pharmacy give.

use crate::Text;
use crate::datatype::{Cwe, Dtm, Pl, Tq};

segment! {
    /// Pharmacy give.
    Rxg, "RXG";
    /// RXG-1.
    code give_sub_id = 1;
    /// RXG-2.
    code dispense_sub_id = 2;
    /// RXG-3.
    one quantity_timing = 3: Tq;
    /// RXG-4.
    one give = 4: Cwe;
    /// RXG-5.
    code minimum = 5;
    /// RXG-6.
    code maximum = 6;
    /// RXG-7.
    one units = 7: Cwe;
    /// RXG-8.
    one dosage_form = 8: Cwe;
    /// RXG-9.
    each notes = 9: Cwe;
    /// RXG-10.
    code substitution = 10;
    /// RXG-11.
    one dispense_location = 11: Pl;
    /// RXG-14.
    code per_time = 14;
    /// RXG-15.
    code rate_amount = 15;
    /// RXG-16.
    one rate_units = 16: Cwe;
    /// RXG-17.
    code strength = 17;
    /// RXG-18.
    one strength_units = 18: Cwe;
    /// RXG-19.
    each lot_numbers = 19: Text;
    /// RXG-20.
    each expirations = 20: Dtm;
    /// RXG-21.
    each manufacturers = 21: Cwe;
    /// RXG-22.
    each indications = 22: Cwe;
}
