//! Planned statements.

use super::{Product, Statement};

/// Planned statements: an act, encounter, procedure, observation, medication, supply or
/// immunization that is ordered or intended; moodCode says which.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a>(Statement<'a>);

impl<'a> Planned<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &[
        "2.16.840.1.113883.10.20.22.4.39",
        "2.16.840.1.113883.10.20.22.4.40",
        "2.16.840.1.113883.10.20.22.4.41",
        "2.16.840.1.113883.10.20.22.4.42",
        "2.16.840.1.113883.10.20.22.4.43",
        "2.16.840.1.113883.10.20.22.4.44",
        "2.16.840.1.113883.10.20.22.4.120",
    ];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Planned(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `act`, `encounter`, `procedure`, `observation`, `substanceAdministration` or `supply`.
    #[must_use]
    pub fn class(&self) -> &'a str {
        self.0.element().name()
    }

    /// `consumable/manufacturedProduct`: the drug or vaccine, its lot and maker.
    #[must_use]
    pub fn product(&self) -> Option<Product<'a>> {
        self.0.product()
    }

    /// Indication: why.
    pub fn indications(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.19")
    }
}
