//! ERR: error.

use crate::Text;
use crate::datatype::{Cwe, Eld, Erl};

segment! {
    /// Error.
    Err, "ERR";
    /// ERR-1: up to 2.4.
    each code_and_location = 1: Eld;
    /// ERR-2.
    each locations = 2: Erl;
    /// ERR-3.
    one error_code = 3: Cwe;
    /// ERR-4.
    code severity = 4;
    /// ERR-5.
    one application_error_code = 5: Cwe;
    /// ERR-6.
    each application_parameters = 6: Text;
    /// ERR-7.
    text diagnostic_information = 7;
    /// ERR-8.
    text user_message = 8;
}
