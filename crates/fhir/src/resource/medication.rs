//! Medication: drug, with what it is made of.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Quantity, Ratio, Raw, Reference, Text,
};

/// Drug, with what it is made of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Medication<'a> {
    /// `Medication.id`.
    pub id: Option<Text<'a>>,
    /// `Medication.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Medication.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Medication.contained`.
    pub contained: Contained<'a>,
    /// `Medication.extension`.
    pub extension: Extensions<'a>,
    /// `Medication.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Medication.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Medication.status`.
    pub status: Option<Text<'a>>,
    /// `Medication.manufacturer`.
    pub manufacturer: Option<Reference<'a>>,
    /// `Medication.marketingAuthorizationHolder`.
    pub marketing_authorization_holder: Option<Reference<'a>>,
    /// `Medication.form`.
    pub form: Option<CodeableConcept<'a>>,
    /// `Medication.doseForm`.
    pub dose_form: Option<CodeableConcept<'a>>,
    /// `Medication.amount`.
    pub amount: Option<Ratio<'a>>,
    /// `Medication.totalVolume`.
    pub total_volume: Option<Quantity<'a>>,
    /// `Medication.ingredient`.
    pub ingredient: List<Ingredient<'a>>,
    /// `Medication.batch`.
    pub batch: Option<Batch<'a>>,
}

/// `Medication.ingredient`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Ingredient<'a> {
    /// `Medication.ingredient.itemCodeableConcept`.
    pub item_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Medication.ingredient.itemReference`.
    pub item_reference: Option<Reference<'a>>,
    /// `Medication.ingredient.item`.
    pub item: Option<CodeableReference<'a>>,
    /// `Medication.ingredient.isActive`.
    pub is_active: Flag,
    /// `Medication.ingredient.strength`.
    pub strength: Option<Ratio<'a>>,
    /// `Medication.ingredient.strengthRatio`.
    pub strength_ratio: Option<Ratio<'a>>,
    /// `Medication.ingredient.strengthQuantity`.
    pub strength_quantity: Option<Quantity<'a>>,
}

/// `Medication.batch`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Batch<'a> {
    /// `Medication.batch.lotNumber`.
    pub lot_number: Option<Text<'a>>,
    /// `Medication.batch.expirationDate`.
    pub expiration_date: Option<FhirDateTime<'a>>,
}
