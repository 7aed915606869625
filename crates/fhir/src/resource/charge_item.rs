//! ChargeItem: charge for a service, as the provider's own system keeps it.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Decimal, Extensions, FhirDateTime, Identifier,
    List, Meta, Money, Period, Quantity, Raw, Reference, Text,
};

/// Charge for a service, as the provider's own system keeps it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ChargeItem<'a> {
    /// `ChargeItem.id`.
    pub id: Option<Text<'a>>,
    /// `ChargeItem.meta`.
    pub meta: Option<Meta<'a>>,
    /// `ChargeItem.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `ChargeItem.contained`.
    pub contained: Contained<'a>,
    /// `ChargeItem.extension`.
    pub extension: Extensions<'a>,
    /// `ChargeItem.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `ChargeItem.status`.
    pub status: Option<Text<'a>>,
    /// `ChargeItem.definitionUri`.
    pub definition_uri: List<Text<'a>>,
    /// `ChargeItem.definitionCanonical`.
    pub definition_canonical: List<Text<'a>>,
    /// `ChargeItem.partOf`.
    pub part_of: List<Reference<'a>>,
    /// `ChargeItem.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `ChargeItem.subject`.
    pub subject: Option<Reference<'a>>,
    /// `ChargeItem.context`.
    pub context: Option<Reference<'a>>,
    /// `ChargeItem.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `ChargeItem.occurrenceDateTime`.
    pub occurrence_date_time: Option<FhirDateTime<'a>>,
    /// `ChargeItem.occurrencePeriod`.
    pub occurrence_period: Option<Period<'a>>,
    /// `ChargeItem.performer`.
    pub performer: List<Performer<'a>>,
    /// `ChargeItem.performingOrganization`.
    pub performing_organization: Option<Reference<'a>>,
    /// `ChargeItem.requestingOrganization`.
    pub requesting_organization: Option<Reference<'a>>,
    /// `ChargeItem.costCenter`.
    pub cost_center: Option<Reference<'a>>,
    /// `ChargeItem.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ChargeItem.bodysite`.
    pub bodysite: List<CodeableConcept<'a>>,
    /// `ChargeItem.factorOverride`.
    pub factor_override: Option<Decimal<'a>>,
    /// `ChargeItem.priceOverride`.
    pub price_override: Option<Money<'a>>,
    /// `ChargeItem.unitPriceComponent`.
    pub unit_price_component: Option<PriceComponent<'a>>,
    /// `ChargeItem.totalPriceComponent`.
    pub total_price_component: Option<PriceComponent<'a>>,
    /// `ChargeItem.overrideReason`.
    pub override_reason: List<CodeableConcept<'a>>,
    /// `ChargeItem.enterer`.
    pub enterer: Option<Reference<'a>>,
    /// `ChargeItem.enteredDate`.
    pub entered_date: Option<FhirDateTime<'a>>,
    /// `ChargeItem.reason`.
    pub reason: List<CodeableConcept<'a>>,
    /// `ChargeItem.service`.
    pub service: List<CodeableReference<'a>>,
    /// `ChargeItem.productReference`.
    pub product_reference: Option<Reference<'a>>,
    /// `ChargeItem.productCodeableConcept`.
    pub product_codeable_concept: Option<CodeableConcept<'a>>,
    /// `ChargeItem.product`.
    pub product: List<CodeableReference<'a>>,
    /// `ChargeItem.account`.
    pub account: List<Reference<'a>>,
    /// `ChargeItem.supportingInformation`.
    pub supporting_information: List<Reference<'a>>,
}

/// `ChargeItem.performer`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Performer<'a> {
    /// `ChargeItem.performer.function`.
    pub function: Option<CodeableConcept<'a>>,
    /// `ChargeItem.performer.actor`.
    pub actor: Option<Reference<'a>>,
}

/// `ChargeItem.unitPriceComponent`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PriceComponent<'a> {
    /// `ChargeItem.unitPriceComponent.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ChargeItem.unitPriceComponent.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `ChargeItem.unitPriceComponent.factor`.
    pub factor: Option<Decimal<'a>>,
    /// `ChargeItem.unitPriceComponent.amount`.
    pub amount: Option<Money<'a>>,
}
