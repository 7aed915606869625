//! OBR: observation request.

use crate::datatype::{Cq, Cwe, Dtm, Ei, Eip, Ndl, Tq, Xcn, Xtn};

segment! {
    /// Observation request.
    Obr, "OBR";
    /// OBR-1.
    code set_id = 1;
    /// OBR-2.
    one placer_order = 2: Ei;
    /// OBR-3.
    one filler_order = 3: Ei;
    /// OBR-4.
    one service = 4: Cwe;
    /// OBR-5.
    code priority = 5;
    /// OBR-6.
    one requested = 6: Dtm;
    /// OBR-7.
    one observed = 7: Dtm;
    /// OBR-8.
    one observation_end = 8: Dtm;
    /// OBR-9.
    one collection_volume = 9: Cq;
    /// OBR-10.
    each collectors = 10: Xcn;
    /// OBR-11.
    code specimen_action = 11;
    /// OBR-12.
    one danger = 12: Cwe;
    /// OBR-13.
    text clinical_information = 13;
    /// OBR-14.
    one received = 14: Dtm;
    /// OBR-15: up to 2.4; SPM later.
    one specimen_source = 15: Cwe;
    /// OBR-16.
    each ordering_providers = 16: Xcn;
    /// OBR-17.
    each callback_phones = 17: Xtn;
    /// OBR-18.
    text placer_field_1 = 18;
    /// OBR-19.
    text placer_field_2 = 19;
    /// OBR-20.
    text filler_field_1 = 20;
    /// OBR-21.
    text filler_field_2 = 21;
    /// OBR-22.
    one status_changed = 22: Dtm;
    /// OBR-24.
    code diagnostic_service = 24;
    /// OBR-25: F final, C corrected, P preliminary, X canceled.
    code result_status = 25;
    /// OBR-27.
    each quantity_timing = 27: Tq;
    /// OBR-28.
    each copies_to = 28: Xcn;
    /// OBR-29.
    one parent = 29: Eip;
    /// OBR-30.
    code transport = 30;
    /// OBR-31.
    each reasons = 31: Cwe;
    /// OBR-32.
    one principal_interpreter = 32: Ndl;
    /// OBR-33.
    each assistant_interpreters = 33: Ndl;
    /// OBR-34.
    each technicians = 34: Ndl;
    /// OBR-36.
    one scheduled = 36: Dtm;
    /// OBR-44.
    one procedure = 44: Cwe;
    /// OBR-45.
    each modifiers = 45: Cwe;
    /// OBR-46.
    each supplemental_information = 46: Cwe;
    /// OBR-48.
    one medically_necessary_duplicate = 48: Cwe;
    /// OBR-50.
    one parent_service = 50: Cwe;
}
