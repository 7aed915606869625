//! II: instance identifier.

use super::{NullFlavor, filled};
use crate::Element;

/// An identifier: the OID (or UUID) of who assigns it, and what was assigned.
#[derive(Debug, Clone, Copy)]
pub struct Ii<'a>(Element<'a>);

impl<'a> Ii<'a> {
    /// National provider identifiers (NPI).
    pub const NPI: &'static str = "2.16.840.1.113883.4.6";
    /// Social security numbers.
    pub const SSN: &'static str = "2.16.840.1.113883.4.1";

    pub(crate) fn new(element: Element<'a>) -> Self {
        Ii(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@root`.
    #[must_use]
    pub fn root(&self) -> Option<&'a str> {
        filled(self.0, "root")
    }

    /// `@extension`: unique within the root. Without one, the root alone is the identifier.
    #[must_use]
    pub fn extension(&self) -> Option<&'a str> {
        filled(self.0, "extension")
    }

    /// `@assigningAuthorityName`: for people.
    #[must_use]
    pub fn assigning_authority_name(&self) -> Option<&'a str> {
        filled(self.0, "assigningAuthorityName")
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
