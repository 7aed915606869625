//! SupplyDelivery: supplies handed out.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Period, Quantity,
    Raw, Reference, Text,
};

/// Supplies handed out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SupplyDelivery<'a> {
    /// `SupplyDelivery.id`.
    pub id: Option<Text<'a>>,
    /// `SupplyDelivery.meta`.
    pub meta: Option<Meta<'a>>,
    /// `SupplyDelivery.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `SupplyDelivery.contained`.
    pub contained: Contained<'a>,
    /// `SupplyDelivery.extension`.
    pub extension: Extensions<'a>,
    /// `SupplyDelivery.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `SupplyDelivery.status`.
    pub status: Option<Text<'a>>,
    /// `SupplyDelivery.patient`.
    pub patient: Option<Reference<'a>>,
    /// `SupplyDelivery.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `SupplyDelivery.suppliedItem`.
    pub supplied_item: List<Item<'a>>,
    /// `SupplyDelivery.occurrenceDateTime`.
    pub occurrence_date_time: Option<FhirDateTime<'a>>,
    /// `SupplyDelivery.occurrencePeriod`.
    pub occurrence_period: Option<Period<'a>>,
    /// `SupplyDelivery.supplier`.
    pub supplier: Option<Reference<'a>>,
    /// `SupplyDelivery.destination`.
    pub destination: Option<Reference<'a>>,
    /// `SupplyDelivery.receiver`.
    pub receiver: List<Reference<'a>>,
    /// `SupplyDelivery.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `SupplyDelivery.partOf`.
    pub part_of: List<Reference<'a>>,
}

/// `SupplyDelivery.suppliedItem`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Item<'a> {
    /// `SupplyDelivery.suppliedItem.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `SupplyDelivery.suppliedItem.itemCodeableConcept`.
    pub item_codeable_concept: Option<CodeableConcept<'a>>,
    /// `SupplyDelivery.suppliedItem.itemReference`.
    pub item_reference: Option<Reference<'a>>,
}
