//! `relatedDocument`: what the document replaces, amends or was made from.

use crate::Element;
use crate::datatype::{Cd, Ii, Int};

/// `relatedDocument`.
#[derive(Debug, Clone, Copy)]
pub struct RelatedDocument<'a>(Element<'a>);

impl<'a> RelatedDocument<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        RelatedDocument(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@typeCode`: RPLC (replaces), APND (adds to), XFRM (made from).
    #[must_use]
    pub fn type_code(&self) -> Option<&'a str> {
        self.0.attribute("typeCode").map(str::trim)
    }

    /// `parentDocument/id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        let parent = self.0.child("parentDocument").into_iter();
        parent.flat_map(|parent| parent.children("id")).map(Ii::new)
    }

    /// `parentDocument/setId`.
    #[must_use]
    pub fn set_id(&self) -> Option<Ii<'a>> {
        self.0.descend(&["parentDocument", "setId"]).map(Ii::new)
    }

    /// `parentDocument/versionNumber`.
    #[must_use]
    pub fn version_number(&self) -> Option<Int<'a>> {
        self.0
            .descend(&["parentDocument", "versionNumber"])
            .map(Int::new)
    }

    /// `parentDocument/code`.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.descend(&["parentDocument", "code"]).map(Cd::new)
    }
}
