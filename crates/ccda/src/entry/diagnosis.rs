//! Diagnosis acts.

use super::{Problem, Statement};

/// Diagnosis acts: of an encounter, at admission and discharge, before and after a procedure.
#[derive(Debug, Clone, Copy)]
pub struct Diagnosis<'a>(Statement<'a>);

impl<'a> Diagnosis<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &[
        "2.16.840.1.113883.10.20.22.4.80",
        "2.16.840.1.113883.10.20.22.4.33",
        "2.16.840.1.113883.10.20.22.4.34",
        "2.16.840.1.113883.10.20.22.4.51",
        "2.16.840.1.113883.10.20.22.4.65",
    ];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Diagnosis(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `entryRelationship/observation`: the diagnosis itself.
    pub fn problems(&self) -> impl Iterator<Item = Problem<'a>> + use<'a> {
        self.0.related().filter_map(Problem::try_from_statement)
    }
}
