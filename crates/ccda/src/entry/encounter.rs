//! Encounter Activity.

use super::{Diagnosis, Participant, Statement};
use crate::datatype::Cd;

/// Encounter Activity: a visit.
#[derive(Debug, Clone, Copy)]
pub struct Encounter<'a>(Statement<'a>);

impl<'a> Encounter<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.49"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Encounter(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `sdtc:dischargeDispositionCode`.
    #[must_use]
    pub fn discharge_disposition_code(&self) -> Option<Cd<'a>> {
        self.0
            .element()
            .sdtc("dischargeDispositionCode")
            .map(Cd::new)
    }

    /// Encounter Diagnosis.
    pub fn diagnoses(&self) -> impl Iterator<Item = Diagnosis<'a>> + use<'a> {
        self.0.related().filter_map(Diagnosis::try_from_statement)
    }

    /// Indication: why.
    pub fn indications(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.19")
    }

    /// Service Delivery Location: where.
    pub fn locations(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        self.0
            .participants()
            .filter(|one| one.type_code() == Some("LOC"))
    }
}
