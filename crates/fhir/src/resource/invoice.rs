//! Invoice: bill to a patient or another payer.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Extensions, FhirDateTime, Identifier, List, Meta, Money,
    Period, Raw, Reference, Text,
};

/// Bill to a patient or another payer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Invoice<'a> {
    /// `Invoice.id`.
    pub id: Option<Text<'a>>,
    /// `Invoice.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Invoice.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Invoice.contained`.
    pub contained: Contained<'a>,
    /// `Invoice.extension`.
    pub extension: Extensions<'a>,
    /// `Invoice.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Invoice.status`.
    pub status: Option<Text<'a>>,
    /// `Invoice.cancelledReason`.
    pub cancelled_reason: Option<Text<'a>>,
    /// `Invoice.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Invoice.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Invoice.recipient`.
    pub recipient: Option<Reference<'a>>,
    /// `Invoice.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `Invoice.creation`.
    pub creation: Option<FhirDateTime<'a>>,
    /// `Invoice.periodDate`.
    pub period_date: Option<FhirDateTime<'a>>,
    /// `Invoice.periodPeriod`.
    pub period_period: Option<Period<'a>>,
    /// `Invoice.participant`.
    pub participant: List<Participant<'a>>,
    /// `Invoice.issuer`.
    pub issuer: Option<Reference<'a>>,
    /// `Invoice.account`.
    pub account: Option<Reference<'a>>,
    /// `Invoice.lineItem`.
    pub line_item: List<LineItem<'a>>,
    /// `Invoice.totalPriceComponent`.
    pub total_price_component: List<PriceComponent<'a>>,
    /// `Invoice.totalNet`.
    pub total_net: Option<Money<'a>>,
    /// `Invoice.totalGross`.
    pub total_gross: Option<Money<'a>>,
    /// `Invoice.paymentTerms`.
    pub payment_terms: Option<Text<'a>>,
}

/// `Invoice.participant`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Participant<'a> {
    /// `Invoice.participant.role`.
    pub role: Option<CodeableConcept<'a>>,
    /// `Invoice.participant.actor`.
    pub actor: Option<Reference<'a>>,
}

/// `Invoice.lineItem`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LineItem<'a> {
    /// `Invoice.lineItem.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Invoice.lineItem.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `Invoice.lineItem.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `Invoice.lineItem.chargeItemReference`.
    pub charge_item_reference: Option<Reference<'a>>,
    /// `Invoice.lineItem.chargeItemCodeableConcept`.
    pub charge_item_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Invoice.lineItem.priceComponent`.
    pub price_component: List<PriceComponent<'a>>,
}

/// `Invoice.totalPriceComponent`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PriceComponent<'a> {
    /// `Invoice.totalPriceComponent.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Invoice.totalPriceComponent.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Invoice.totalPriceComponent.factor`.
    pub factor: Option<Decimal<'a>>,
    /// `Invoice.totalPriceComponent.amount`.
    pub amount: Option<Money<'a>>,
}
