//! Coverage Activity.

use super::{Policy, Statement};
use crate::datatype::Int;

/// Coverage Activity: who pays, by policies in their order.
#[derive(Debug, Clone, Copy)]
pub struct Coverage<'a>(Statement<'a>);

impl<'a> Coverage<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.60"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Coverage(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// Policy Activity, with `entryRelationship/sequenceNumber` where it stands: 1 pays first.
    pub fn policies(&self) -> impl Iterator<Item = (Option<Int<'a>>, Policy<'a>)> + use<'a> {
        self.0.relationships().filter_map(|relationship| {
            let policy = Policy::try_from_statement(relationship.statement()?)?;
            Some((relationship.sequence_number(), policy))
        })
    }
}
