//! How a drug is, or was, given.

use serde::Deserialize;

use super::{CodeableConcept, List, Quantity, Ratio, Text};

/// How a drug is, or was, given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Dosage<'a> {
    /// `Dosage.text`.
    pub text: Option<Text<'a>>,
    /// `Dosage.site`.
    pub site: Option<CodeableConcept<'a>>,
    /// `Dosage.route`.
    pub route: Option<CodeableConcept<'a>>,
    /// `Dosage.method`.
    pub method: Option<CodeableConcept<'a>>,
    /// `Dosage.dose`.
    pub dose: Option<Quantity<'a>>,
    /// `Dosage.rateRatio`.
    pub rate_ratio: Option<Ratio<'a>>,
    /// `Dosage.rateQuantity`.
    pub rate_quantity: Option<Quantity<'a>>,
    /// `Dosage.doseAndRate`.
    pub dose_and_rate: List<DoseAndRate<'a>>,
}

/// How much, and how fast, as it was ordered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DoseAndRate<'a> {
    /// `DoseAndRate.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `DoseAndRate.doseQuantity`.
    pub dose_quantity: Option<Quantity<'a>>,
    /// `DoseAndRate.rateQuantity`.
    pub rate_quantity: Option<Quantity<'a>>,
    /// `DoseAndRate.rateRatio`.
    pub rate_ratio: Option<Ratio<'a>>,
}
