//! The head of a section: what it is, before its entries.

use crate::datatype::{Cd, Ed, Ii, NullFlavor};
use crate::names::{section_name, template_name};
use crate::{Element, Position};

/// `section` without its entries and inner sections.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    element: Element<'a>,
    position: Position,
    depth: u32,
    narrative: Presence,
}

/// Whether a section says anything in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is no `text`.
    Absent,
    /// There is one, and nothing in it.
    Empty,
    /// It says something.
    Present,
}

impl<'a> Section<'a> {
    pub(crate) fn new(
        element: Element<'a>,
        position: Position,
        depth: u32,
        narrative: Presence,
    ) -> Self {
        Section {
            element,
            position,
            depth,
            narrative,
        }
    }

    /// The element itself, without text, entries and inner sections.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.element
    }

    /// Where it begins.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// How many sections it is in: 0 for one of the body.
    #[must_use]
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// `templateId`.
    pub fn template_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.element.template_ids()
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.element.children("id").map(Ii::new)
    }

    /// `code`: a LOINC code.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.element.child("code").map(Cd::new)
    }

    /// `title`.
    #[must_use]
    pub fn title(&self) -> Option<Ed<'a>> {
        self.element.child("title").map(Ed::new)
    }

    /// The name of the standard, by code, else by template.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        let code = self.code().and_then(|code| code.code());
        let by_template = || {
            self.template_ids()
                .find_map(|id| id.root().and_then(template_name))
        };
        code.and_then(section_name).or_else(by_template)
    }

    /// `@nullFlavor`: NI where there is no information at all.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.element.null_flavor()
    }

    /// Whether it says anything in words, as far as it is read: `text` before its entries.
    #[must_use]
    pub fn narrative(&self) -> Presence {
        self.narrative
    }

    /// The words of an id of the narrative.
    #[must_use]
    pub fn words(&self, reference: &str) -> Option<&'a str> {
        self.element.referenced(reference)
    }
}
