//! CDM: charge description master.

use crate::datatype::{Cwe, Cx, Xon};

segment! {
    /// Charge description master.
    Cdm, "CDM";
    /// CDM-1.
    one primary_key = 1: Cwe;
    /// CDM-2.
    each charge_code_aliases = 2: Cwe;
    /// CDM-3.
    text short_description = 3;
    /// CDM-4.
    text long_description = 4;
    /// CDM-5.
    one description_override = 5: Cwe;
    /// CDM-6.
    each exploding_charges = 6: Cwe;
    /// CDM-7.
    each procedures = 7: Cwe;
    /// CDM-8.
    code active = 8;
    /// CDM-9.
    each inventory_numbers = 9: Cwe;
    /// CDM-10.
    code resource_load = 10;
    /// CDM-11.
    each contract_numbers = 11: Cx;
    /// CDM-12.
    each contract_organizations = 12: Xon;
    /// CDM-13.
    code room_fee = 13;
}
