//! EIP: entity identifier pair.

use super::Ei;

datatype! {
    /// Entity identifier pair.
    Eip;
    /// EIP.1.
    part placer = 1: Ei;
    /// EIP.2.
    part filler = 2: Ei;
}
