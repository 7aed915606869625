//! XAD: extended address.

datatype! {
    /// Extended address.
    Xad;
    /// XAD.1: of a street in parts the mailing address.
    code street = 1;
    /// XAD.2.
    text other_designation = 2;
    /// XAD.3.
    text city = 3;
    /// XAD.4.
    code state_or_province = 4;
    /// XAD.5.
    code postal_code = 5;
    /// XAD.6.
    code country = 6;
    /// XAD.7.
    code address_type = 7;
    /// XAD.8.
    text other_geographic = 8;
    /// XAD.9.
    code county = 9;
    /// XAD.10.
    code census_tract = 10;
}
