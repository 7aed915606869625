//! RXO: pharmacy order.

use crate::datatype::{Cwe, Xcn};

segment! {
    /// Pharmacy order.
    Rxo, "RXO";
    /// RXO-1.
    one requested = 1: Cwe;
    /// RXO-2.
    code minimum = 2;
    /// RXO-3.
    code maximum = 3;
    /// RXO-4.
    one units = 4: Cwe;
    /// RXO-5.
    one dosage_form = 5: Cwe;
    /// RXO-6.
    each pharmacy_instructions = 6: Cwe;
    /// RXO-7.
    each administration_instructions = 7: Cwe;
    /// RXO-9.
    code substitution = 9;
    /// RXO-10.
    one dispense = 10: Cwe;
    /// RXO-11.
    code dispense_amount = 11;
    /// RXO-12.
    one dispense_units = 12: Cwe;
    /// RXO-13.
    code refills = 13;
    /// RXO-14.
    each ordering_providers = 14: Xcn;
    /// RXO-18.
    code strength = 18;
    /// RXO-19.
    one strength_units = 19: Cwe;
    /// RXO-20.
    each indications = 20: Cwe;
}
