//! RXE: pharmacy encoded order.

use crate::datatype::{Cq, Cwe, Dtm, Tq, Xcn};

segment! {
    /// Pharmacy encoded order.
    Rxe, "RXE";
    /// RXE-1.
    one quantity_timing = 1: Tq;
    /// RXE-2.
    one give = 2: Cwe;
    /// RXE-3.
    code minimum = 3;
    /// RXE-4.
    code maximum = 4;
    /// RXE-5.
    one units = 5: Cwe;
    /// RXE-6.
    one dosage_form = 6: Cwe;
    /// RXE-7.
    each instructions = 7: Cwe;
    /// RXE-9.
    code substitution = 9;
    /// RXE-10.
    code dispense_amount = 10;
    /// RXE-11.
    one dispense_units = 11: Cwe;
    /// RXE-12.
    code refills = 12;
    /// RXE-13.
    each orderers = 13: Xcn;
    /// RXE-14.
    each verifiers = 14: Xcn;
    /// RXE-15.
    code prescription_number = 15;
    /// RXE-16.
    code refills_remaining = 16;
    /// RXE-18.
    one last_dispensed = 18: Dtm;
    /// RXE-19.
    one total_daily_dose = 19: Cq;
    /// RXE-21.
    each special_instructions = 21: Cwe;
    /// RXE-22.
    code per_time = 22;
    /// RXE-23.
    code rate_amount = 23;
    /// RXE-24.
    one rate_units = 24: Cwe;
    /// RXE-25.
    code strength = 25;
    /// RXE-26.
    one strength_units = 26: Cwe;
    /// RXE-27.
    each indications = 27: Cwe;
    /// RXE-31.
    each supplementary_codes = 31: Cwe;
}
