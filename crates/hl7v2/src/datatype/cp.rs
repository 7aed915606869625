//! CP: composite price.

use super::Mo;

datatype! {
    /// Composite price.
    Cp;
    /// CP.1.
    part price = 1: Mo;
    /// CP.2.
    code price_type = 2;
}
