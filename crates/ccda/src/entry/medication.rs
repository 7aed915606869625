//! Medication Activity.

use super::{EffectiveTime, Product, Statement};
use crate::datatype::{Cd, Ii, Int, IvlPq, IvlTs, PivlTs};

/// Medication Activity: a drug that was given (EVN), or is to be taken (INT).
#[derive(Debug, Clone, Copy)]
pub struct Medication<'a>(Statement<'a>);

impl<'a> Medication<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.16"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Medication(statement))
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

    /// `effectiveTime` of a stretch: from when to when.
    #[must_use]
    pub fn duration(&self) -> Option<IvlTs<'a>> {
        self.0.effective_time()
    }

    /// `effectiveTime` of a frequency: how often.
    #[must_use]
    pub fn frequency(&self) -> Option<PivlTs<'a>> {
        self.0.effective_times().find_map(|time| match time {
            EffectiveTime::Periodic(periodic) => Some(periodic),
            _ => None,
        })
    }

    /// `doseQuantity`.
    #[must_use]
    pub fn dose_quantity(&self) -> Option<IvlPq<'a>> {
        self.0.element().child("doseQuantity").map(IvlPq::new)
    }

    /// `rateQuantity`.
    #[must_use]
    pub fn rate_quantity(&self) -> Option<IvlPq<'a>> {
        self.0.element().child("rateQuantity").map(IvlPq::new)
    }

    /// `routeCode`.
    #[must_use]
    pub fn route_code(&self) -> Option<Cd<'a>> {
        self.0.element().child("routeCode").map(Cd::new)
    }

    /// `administrationUnitCode`.
    #[must_use]
    pub fn administration_unit_code(&self) -> Option<Cd<'a>> {
        self.0
            .element()
            .child("administrationUnitCode")
            .map(Cd::new)
    }

    /// `repeatNumber`: how many doses.
    #[must_use]
    pub fn repeat_number(&self) -> Option<Int<'a>> {
        self.0.element().child("repeatNumber").map(Int::new)
    }

    /// Indication: why.
    pub fn indications(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.19")
    }

    /// Reaction Observation.
    pub fn reactions(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.9")
    }

    /// Medication Supply Order.
    pub fn supply_orders(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.17")
    }

    /// Medication Dispense.
    pub fn dispenses(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0.related_by("2.16.840.1.113883.10.20.22.4.18")
    }

    /// `entryRelationship/encounter/id`: the visit it belongs to.
    pub fn encounter_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.encounter_ids()
    }
}
