//! Procedure Activity Act.

use super::{ProductInstance, Statement};
use crate::datatype::Ii;

/// Procedure Activity Act: what was done without changing the patient.
#[derive(Debug, Clone, Copy)]
pub struct ProcedureAct<'a>(Statement<'a>);

impl<'a> ProcedureAct<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.12"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(ProcedureAct(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// Indication: why.
    pub fn indications(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.19")
    }

    /// Product Instance: devices that were given, used or implanted.
    pub fn product_instances(&self) -> impl Iterator<Item = ProductInstance<'a>> + use<'a> {
        self.0
            .participants()
            .filter_map(ProductInstance::try_from_participant)
    }

    /// `entryRelationship/encounter/id`: the visit it belongs to.
    pub fn encounter_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.encounter_ids()
    }
}
