//! RGS: resource group.

use crate::datatype::Cwe;

segment! {
    /// Resource group.
    Rgs, "RGS";
    /// RGS-1.
    code set_id = 1;
    /// RGS-2.
    code segment_action = 2;
    /// RGS-3.
    one group = 3: Cwe;
}
