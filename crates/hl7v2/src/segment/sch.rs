//! SCH: scheduling activity.

use crate::datatype::{Cwe, Ei, Tq, Xcn};

segment! {
    /// Scheduling activity.
    Sch, "SCH";
    /// SCH-1.
    one placer_appointment = 1: Ei;
    /// SCH-2.
    one filler_appointment = 2: Ei;
    /// SCH-3.
    code occurrence = 3;
    /// SCH-4.
    one placer_group = 4: Ei;
    /// SCH-5.
    one schedule = 5: Cwe;
    /// SCH-6.
    one event_reason = 6: Cwe;
    /// SCH-7.
    one appointment_reason = 7: Cwe;
    /// SCH-8.
    one appointment_type = 8: Cwe;
    /// SCH-9.
    code duration = 9;
    /// SCH-10.
    one duration_units = 10: Cwe;
    /// SCH-11.
    each timing = 11: Tq;
    /// SCH-12.
    each placer_contacts = 12: Xcn;
    /// SCH-16.
    each filler_contacts = 16: Xcn;
    /// SCH-20.
    each entered_by = 20: Xcn;
    /// SCH-23.
    one parent_placer = 23: Ei;
    /// SCH-24.
    one parent_filler = 24: Ei;
    /// SCH-25.
    one filler_status = 25: Cwe;
    /// SCH-26.
    each placer_orders = 26: Ei;
    /// SCH-27.
    each filler_orders = 27: Ei;
}
