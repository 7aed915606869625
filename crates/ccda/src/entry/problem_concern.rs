//! Problem Concern Act.

use super::{Problem, Statement};

/// Problem Concern Act: a concern, and the problems it is about.
#[derive(Debug, Clone, Copy)]
pub struct ProblemConcern<'a>(Statement<'a>);

impl<'a> ProblemConcern<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.3"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(ProblemConcern(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `entryRelationship/observation`.
    pub fn problems(&self) -> impl Iterator<Item = Problem<'a>> + use<'a> {
        self.0.related().filter_map(Problem::try_from_statement)
    }
}
