//! ERL: error location.

datatype! {
    /// Error location.
    Erl;
    /// ERL.1.
    code segment_id = 1;
    /// ERL.2.
    code segment_sequence = 2;
    /// ERL.3.
    code field_position = 3;
    /// ERL.4.
    code field_repetition = 4;
    /// ERL.5.
    code component = 5;
    /// ERL.6.
    code subcomponent = 6;
}
