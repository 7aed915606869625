//! Discharge and Admission Medication.

use super::{Medication, Statement};

/// Discharge and Admission Medication: what holds a Medication Activity.
#[derive(Debug, Clone, Copy)]
pub struct MedicationWrapper<'a>(Statement<'a>);

impl<'a> MedicationWrapper<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &[
        "2.16.840.1.113883.10.20.22.4.35",
        "2.16.840.1.113883.10.20.22.4.36",
    ];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(MedicationWrapper(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `entryRelationship/substanceAdministration`.
    pub fn medications(&self) -> impl Iterator<Item = Medication<'a>> + use<'a> {
        self.0.related().filter_map(Medication::try_from_statement)
    }
}
