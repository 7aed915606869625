//! RXA: pharmacy administration.

use crate::Text;
use crate::datatype::{Cwe, Dtm, Pl, Xcn};

segment! {
    /// Pharmacy administration.
    Rxa, "RXA";
    /// RXA-1.
    code give_sub_id = 1;
    /// RXA-2.
    code administration_sub_id = 2;
    /// RXA-3.
    one start = 3: Dtm;
    /// RXA-4.
    one end = 4: Dtm;
    /// RXA-5.
    one administered = 5: Cwe;
    /// RXA-6.
    code amount = 6;
    /// RXA-7.
    one units = 7: Cwe;
    /// RXA-8.
    one dosage_form = 8: Cwe;
    /// RXA-9: 00 given now, 01 to 08 told of from elsewhere.
    each notes = 9: Cwe;
    /// RXA-10.
    each providers = 10: Xcn;
    /// RXA-11: LA2, whose first parts are those of PL.
    one location = 11: Pl;
    /// RXA-12.
    code per_time = 12;
    /// RXA-13.
    code strength = 13;
    /// RXA-14.
    one strength_units = 14: Cwe;
    /// RXA-15.
    each lot_numbers = 15: Text;
    /// RXA-16.
    each expirations = 16: Dtm;
    /// RXA-17.
    each manufacturers = 17: Cwe;
    /// RXA-18.
    each refusal_reasons = 18: Cwe;
    /// RXA-19.
    each indications = 19: Cwe;
    /// RXA-20: CP complete, PA partially, RE refused, NA not administered.
    code completion_status = 20;
    /// RXA-21: A add, U update, D delete.
    code action = 21;
    /// RXA-22.
    one entered = 22: Dtm;
}
