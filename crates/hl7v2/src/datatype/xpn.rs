//! XPN: extended person name.

datatype! {
    /// Extended person name.
    Xpn;
    /// XPN.1: of a name in parts the surname.
    code family = 1;
    /// XPN.2.
    text given = 2;
    /// XPN.3.
    text second = 3;
    /// XPN.4.
    code suffix = 4;
    /// XPN.5.
    code prefix = 5;
    /// XPN.6.
    code degree = 6;
    /// XPN.7: L legal, A alias, M maiden, D display.
    code name_type = 7;
}
