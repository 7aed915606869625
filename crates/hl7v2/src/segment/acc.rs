//! ACC: accident.

use crate::datatype::{Cwe, Dtm};

segment! {
    /// Accident.
    Acc, "ACC";
    /// ACC-1.
    one date = 1: Dtm;
    /// ACC-2.
    one code = 2: Cwe;
    /// ACC-3.
    text location = 3;
}
