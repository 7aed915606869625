//! HD: hierarchic designator.

datatype! {
    /// Hierarchic designator.
    Hd;
    /// HD.1.
    code namespace_id = 1;
    /// HD.2.
    code universal_id = 2;
    /// HD.3.
    code universal_id_type = 3;
}
