//! CQ: composite quantity with units.

use super::Cwe;

datatype! {
    /// Composite quantity with units.
    Cq;
    /// CQ.1.
    code quantity = 1;
    /// CQ.2.
    part units = 2: Cwe;
}
