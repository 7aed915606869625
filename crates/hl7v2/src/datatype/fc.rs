//! FC: financial class.

use super::Dtm;

datatype! {
    /// Financial class.
    Fc;
    /// FC.1.
    code class = 1;
    /// FC.2.
    part effective = 2: Dtm;
}
