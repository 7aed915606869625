//! Problem Observation.

use super::Statement;
use crate::datatype::Cd;

/// Problem Observation: one diagnosis, or another problem; its value is the code.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a>(Statement<'a>);

impl<'a> Problem<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.4"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Problem(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `value`: the problem itself, with ICD-10-CM often as a translation.
    #[must_use]
    pub fn value(&self) -> Option<Cd<'a>> {
        self.0.element().child("value").map(Cd::new)
    }

    /// Problem Status: deprecated in 2.1, where the end of effectiveTime says it.
    pub fn statuses(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.6")
    }

    /// Age Observation.
    pub fn ages_at_onset(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.31")
    }

    /// Priority Preference.
    pub fn priorities(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.143")
    }
}
