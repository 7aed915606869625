//! Result Organizer.

use super::{Observation, Statement};

/// Result Organizer: a panel or a study, and its results.
#[derive(Debug, Clone, Copy)]
pub struct ResultOrganizer<'a>(Statement<'a>);

impl<'a> ResultOrganizer<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.1"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(ResultOrganizer(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `component/observation`.
    pub fn results(&self) -> impl Iterator<Item = Observation<'a>> + use<'a> {
        self.0
            .components()
            .filter_map(Observation::try_from_statement)
    }
}
