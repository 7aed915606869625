//! Immunization Activity.

use super::{Product, Statement};
use crate::datatype::{Cd, Ii, Int, IvlPq};

/// Immunization Activity: a vaccine that was given, or was not (negationInd).
#[derive(Debug, Clone, Copy)]
pub struct Immunization<'a>(Statement<'a>);

impl<'a> Immunization<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.52"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Immunization(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `consumable/manufacturedProduct`: the drug or vaccine, its lot and maker.
    #[must_use]
    pub fn product(&self) -> Option<Product<'a>> {
        self.0.product()
    }

    /// Immunization Refusal Reason.
    pub fn refusal_reasons(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0
            .related_by("2.16.840.1.113883.10.20.22.4.53")
            .filter_map(|reason| reason.code())
    }

    /// `doseQuantity`.
    #[must_use]
    pub fn dose_quantity(&self) -> Option<IvlPq<'a>> {
        self.0.element().child("doseQuantity").map(IvlPq::new)
    }

    /// `routeCode`.
    #[must_use]
    pub fn route_code(&self) -> Option<Cd<'a>> {
        self.0.element().child("routeCode").map(Cd::new)
    }

    /// `repeatNumber`: which dose of the series.
    #[must_use]
    pub fn repeat_number(&self) -> Option<Int<'a>> {
        self.0.element().child("repeatNumber").map(Int::new)
    }

    /// Reaction Observation.
    pub fn reactions(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.9")
    }

    /// Indication: why.
    pub fn indications(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.19")
    }

    /// `entryRelationship/encounter/id`: the visit it belongs to.
    pub fn encounter_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.encounter_ids()
    }
}
