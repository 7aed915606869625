//! CWE: coded element, also CE and CNE.

datatype! {
    /// Coded element, also CE and CNE.
    Cwe;
    /// CWE.1.
    code code = 1;
    /// CWE.2.
    text text = 2;
    /// CWE.3: I10, ICD10, C4, LN, SCT, NDC.
    code system = 3;
    /// CWE.4.
    code alternate_code = 4;
    /// CWE.5.
    text alternate_text = 5;
    /// CWE.6.
    code alternate_system = 6;
    /// CWE.7.
    code system_version = 7;
    /// CWE.8.
    code alternate_system_version = 8;
    /// CWE.9.
    text original_text = 9;
}
