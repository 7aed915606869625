//! XTN: extended telecommunication number.

datatype! {
    /// Extended telecommunication number.
    Xtn;
    /// XTN.1: the whole number, up to 2.3 the only part; withdrawn in 2.7.
    text number = 1;
    /// XTN.2.
    code use_code = 2;
    /// XTN.3.
    code equipment = 3;
    /// XTN.4.
    text email = 4;
    /// XTN.5.
    code country_code = 5;
    /// XTN.6.
    code area_code = 6;
    /// XTN.7.
    code local_number = 7;
    /// XTN.8.
    code extension = 8;
    /// XTN.9.
    text any_text = 9;
    /// XTN.12: the whole number from 2.7 on.
    code unformatted = 12;
}
