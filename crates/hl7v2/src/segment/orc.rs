//! ORC: common order.

use crate::datatype::{Cwe, Dtm, Ei, Eip, Pl, Tq, Xcn, Xon, Xtn};

segment! {
    /// Common order.
    Orc, "ORC";
    /// ORC-1: NW new, CA cancel, DC discontinue, SC status, RE observations follow.
    code order_control = 1;
    /// ORC-2.
    one placer_order = 2: Ei;
    /// ORC-3.
    one filler_order = 3: Ei;
    /// ORC-4.
    one placer_group = 4: Ei;
    /// ORC-5.
    code order_status = 5;
    /// ORC-6.
    code response_flag = 6;
    /// ORC-7.
    each quantity_timing = 7: Tq;
    /// ORC-8.
    one parent = 8: Eip;
    /// ORC-9.
    one transaction_time = 9: Dtm;
    /// ORC-10.
    each entered_by = 10: Xcn;
    /// ORC-11.
    each verified_by = 11: Xcn;
    /// ORC-12.
    each ordering_providers = 12: Xcn;
    /// ORC-13.
    one enterer_location = 13: Pl;
    /// ORC-14.
    each callback_phones = 14: Xtn;
    /// ORC-15.
    one effective = 15: Dtm;
    /// ORC-16.
    one control_reason = 16: Cwe;
    /// ORC-17.
    one entering_organization = 17: Cwe;
    /// ORC-20.
    one advance_beneficiary_notice = 20: Cwe;
    /// ORC-21.
    each ordering_facilities = 21: Xon;
    /// ORC-25.
    one status_modifier = 25: Cwe;
    /// ORC-29.
    one order_type = 29: Cwe;
}
