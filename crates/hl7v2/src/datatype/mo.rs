//! MO: money.

datatype! {
    /// Money.
    Mo;
    /// MO.1: a number as sent.
    code amount = 1;
    /// MO.2.
    code currency = 2;
}
