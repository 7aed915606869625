//! DR: date and time range.

use super::Dtm;

datatype! {
    /// Date and time range.
    Dr;
    /// DR.1.
    part start = 1: Dtm;
    /// DR.2.
    part end = 2: Dtm;
}
