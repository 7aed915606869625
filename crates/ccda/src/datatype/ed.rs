//! ED: text, or a reference to text elsewhere.

use super::{NullFlavor, filled};
use crate::Element;

/// Encapsulated data: `text`, `originalText`.
#[derive(Debug, Clone, Copy)]
pub struct Ed<'a>(Element<'a>);

impl<'a> Ed<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Ed(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@mediaType`.
    #[must_use]
    pub fn media_type(&self) -> Option<&'a str> {
        filled(self.0, "mediaType")
    }

    /// `reference/@value`: `#` and an id of the section's narrative, or an address.
    #[must_use]
    pub fn reference(&self) -> Option<&'a str> {
        filled(self.0.child("reference")?, "value")
    }

    /// The words: those that stand here, else those of the narrative that are referred to.
    #[must_use]
    pub fn words(&self) -> Option<&'a str> {
        let own = Some(self.0.text()).filter(|text| !text.is_empty());
        own.or_else(|| self.0.referenced(self.reference()?))
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}
