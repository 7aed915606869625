//! TEL: a telephone number or another address.

use super::{NullFlavor, filled};
use crate::Element;

/// A telecommunication address.
#[derive(Debug, Clone, Copy)]
pub struct Tel<'a>(Element<'a>);

impl<'a> Tel<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Tel(element)
    }

    /// `@value`: a URL, as `tel:` or `mailto:`.
    #[must_use]
    pub fn value(&self) -> Option<&'a str> {
        filled(self.0, "value")
    }

    /// `@use`: HP, WP, MC and others.
    #[must_use]
    pub fn usage(&self) -> Option<&'a str> {
        filled(self.0, "use")
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
