//! AUI: authorization information.

use super::Dtm;

datatype! {
    /// Authorization information.
    Aui;
    /// AUI.1.
    code number = 1;
    /// AUI.2.
    part date = 2: Dtm;
    /// AUI.3.
    text source = 3;
}
