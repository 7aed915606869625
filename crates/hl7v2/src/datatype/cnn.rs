//! CNN: composite ID number and name, simplified.

datatype! {
    /// Composite ID number and name, simplified.
    Cnn;
    /// CNN.1.
    code id = 1;
    /// CNN.2.
    code family = 2;
    /// CNN.3.
    code given = 3;
    /// CNN.4.
    code second = 4;
    /// CNN.5.
    code suffix = 5;
    /// CNN.6.
    code prefix = 6;
    /// CNN.7.
    code degree = 7;
    /// CNN.9.
    code assigning_authority = 9;
}
