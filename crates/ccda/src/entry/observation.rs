//! Result Observation and Vital Sign Observation.

use super::Statement;
use crate::datatype::{Any, Cd};

/// Result Observation and Vital Sign Observation: one value.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a>(Statement<'a>);

impl<'a> Observation<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &[
        "2.16.840.1.113883.10.20.22.4.2",
        "2.16.840.1.113883.10.20.22.4.27",
    ];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Observation(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `value`, of the type it says.
    pub fn values(&self) -> impl Iterator<Item = Any<'a>> + use<'a> {
        self.0.values()
    }

    /// True for a vital sign, which follows 4.27.
    #[must_use]
    pub fn is_vital_sign(&self) -> bool {
        self.0.follows(&["2.16.840.1.113883.10.20.22.4.27"])
    }

    /// `interpretationCode`.
    pub fn interpretation_codes(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.element().children("interpretationCode").map(Cd::new)
    }
}
