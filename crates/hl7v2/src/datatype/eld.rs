//! ELD: error location and description.

use super::Cwe;

datatype! {
    /// Error location and description.
    Eld;
    /// ELD.1.
    code segment_id = 1;
    /// ELD.2.
    code segment_sequence = 2;
    /// ELD.3.
    code field_position = 3;
    /// ELD.4.
    part error_code = 4: Cwe;
}
