//! EI: entity identifier.

datatype! {
    /// Entity identifier.
    Ei;
    /// EI.1.
    code id = 1;
    /// EI.2.
    code namespace_id = 2;
    /// EI.3.
    code universal_id = 3;
    /// EI.4.
    code universal_id_type = 4;
}
