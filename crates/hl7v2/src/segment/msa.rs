//! MSA: message acknowledgment.

use crate::datatype::Cwe;

segment! {
    /// Message acknowledgment.
    Msa, "MSA";
    /// MSA-1: AA, AE, AR, CA, CE, CR.
    code acknowledgment_code = 1;
    /// MSA-2.
    code control_id = 2;
    /// MSA-3.
    text message = 3;
    /// MSA-4.
    code expected_sequence_number = 4;
    /// MSA-6.
    one error_condition = 6: Cwe;
}
