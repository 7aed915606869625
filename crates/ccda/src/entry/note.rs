//! Note Activity.

use super::Statement;
use crate::datatype::Ii;

/// Note Activity: a clinical note (C-CDA 2.1 Companion Guide).
#[derive(Debug, Clone, Copy)]
pub struct Note<'a>(Statement<'a>);

impl<'a> Note<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.202"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Note(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `entryRelationship/encounter/id`: the visit it belongs to.
    pub fn encounter_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.encounter_ids()
    }
}
