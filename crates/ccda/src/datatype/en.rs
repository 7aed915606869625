//! EN, PN and ON: the name of a person or an organization.

use super::{NullFlavor, filled};
use crate::Element;

/// A name by its parts.
#[derive(Debug, Clone, Copy)]
pub struct En<'a>(Element<'a>);

/// A part of a name.
#[derive(Debug, Clone, Copy)]
pub struct EnPart<'a>(Element<'a>);

impl<'a> En<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        En(element)
    }

    /// `@use`: L (legal), P (pseudonym) and others.
    #[must_use]
    pub fn usage(&self) -> Option<&'a str> {
        filled(self.0, "use")
    }

    /// `given`: first and middle names, in order.
    pub fn given(&self) -> impl Iterator<Item = EnPart<'a>> + use<'a> {
        self.parts("given")
    }

    /// `family`.
    pub fn family(&self) -> impl Iterator<Item = EnPart<'a>> + use<'a> {
        self.parts("family")
    }

    /// `prefix`.
    pub fn prefix(&self) -> impl Iterator<Item = EnPart<'a>> + use<'a> {
        self.parts("prefix")
    }

    /// `suffix`.
    pub fn suffix(&self) -> impl Iterator<Item = EnPart<'a>> + use<'a> {
        self.parts("suffix")
    }

    /// The name where it is not taken apart: of an organization, always.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        Some(self.0.text()).filter(|text| !text.is_empty())
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }

    fn parts<'n>(&self, name: &'n str) -> impl Iterator<Item = EnPart<'a>> + use<'a, 'n> {
        self.0.children(name).map(EnPart)
    }
}

impl<'a> EnPart<'a> {
    /// The part as it stands; empty if it is.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.0.text()
    }

    /// `@qualifier`: BR (birth), CL (call me), AC (academic) and others.
    #[must_use]
    pub fn qualifier(&self) -> Option<&'a str> {
        filled(self.0, "qualifier")
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
