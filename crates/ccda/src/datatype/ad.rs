//! AD: a postal address.

use super::{NullFlavor, filled};
use crate::Element;

/// An address by its parts.
#[derive(Debug, Clone, Copy)]
pub struct Ad<'a>(Element<'a>);

impl<'a> Ad<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Ad(element)
    }

    /// `@use`: HP, WP and others.
    #[must_use]
    pub fn usage(&self) -> Option<&'a str> {
        filled(self.0, "use")
    }

    /// `streetAddressLine`, those that say something.
    pub fn street_address_lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0
            .children("streetAddressLine")
            .map(|line| line.text())
            .filter(|line| !line.is_empty())
    }

    /// `city`.
    #[must_use]
    pub fn city(&self) -> Option<&'a str> {
        self.part("city")
    }

    /// `state`.
    #[must_use]
    pub fn state(&self) -> Option<&'a str> {
        self.part("state")
    }

    /// `postalCode`.
    #[must_use]
    pub fn postal_code(&self) -> Option<&'a str> {
        self.part("postalCode")
    }

    /// `country`.
    #[must_use]
    pub fn country(&self) -> Option<&'a str> {
        self.part("country")
    }

    /// The address where it is not taken apart.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        Some(self.0.text()).filter(|text| !text.is_empty())
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }

    fn part(&self, name: &str) -> Option<&'a str> {
        let text = self.0.child(name)?.text();
        (!text.is_empty()).then_some(text)
    }
}
