//! RXR: pharmacy route.

use crate::datatype::Cwe;

segment! {
    /// Pharmacy route.
    Rxr, "RXR";
    /// RXR-1.
    one route = 1: Cwe;
    /// RXR-2.
    one site = 2: Cwe;
    /// RXR-3.
    one device = 3: Cwe;
    /// RXR-4.
    one method = 4: Cwe;
    /// RXR-5.
    one routing_instruction = 5: Cwe;
    /// RXR-6.
    one site_modifier = 6: Cwe;
}
