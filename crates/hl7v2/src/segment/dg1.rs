//! DG1: diagnosis.

use crate::datatype::{Cwe, Dtm, Ei, Xcn};

segment! {
    /// Diagnosis.
    Dg1, "DG1";
    /// DG1-1.
    code set_id = 1;
    /// DG1-2.
    code coding_method = 2;
    /// DG1-3.
    one diagnosis = 3: Cwe;
    /// DG1-4.
    text description = 4;
    /// DG1-5.
    one date = 5: Dtm;
    /// DG1-6: A admitting, W working, F final.
    code diagnosis_type = 6;
    /// DG1-7.
    one major_category = 7: Cwe;
    /// DG1-8.
    one related_group = 8: Cwe;
    /// DG1-15.
    code priority = 15;
    /// DG1-16.
    each clinicians = 16: Xcn;
    /// DG1-17.
    code classification = 17;
    /// DG1-18.
    code confidential = 18;
    /// DG1-19.
    one attestation = 19: Dtm;
    /// DG1-20.
    one identifier = 20: Ei;
    /// DG1-21.
    code action = 21;
    /// DG1-22.
    one parent = 22: Ei;
    /// DG1-23.
    one drg_value = 23: Cwe;
    /// DG1-24.
    code drg_grouping_usage = 24;
    /// DG1-25.
    one determination_usage = 25: Cwe;
    /// DG1-26.
    code present_on_admission = 26;
}
