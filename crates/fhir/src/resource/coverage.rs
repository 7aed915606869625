//! Coverage: insurance of a patient.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Extensions, Flag, Identifier, List, Meta, Money, Period,
    Quantity, Raw, Reference, Text,
};

/// Insurance of a patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Coverage<'a> {
    /// `Coverage.id`.
    pub id: Option<Text<'a>>,
    /// `Coverage.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Coverage.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Coverage.contained`.
    pub contained: Contained<'a>,
    /// `Coverage.extension`.
    pub extension: Extensions<'a>,
    /// `Coverage.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Coverage.status`.
    pub status: Option<Text<'a>>,
    /// `Coverage.kind`.
    pub kind: Option<Text<'a>>,
    /// `Coverage.type`.
    #[serde(rename = "type")]
    pub coverage_type: Option<CodeableConcept<'a>>,
    /// `Coverage.policyHolder`.
    pub policy_holder: Option<Reference<'a>>,
    /// `Coverage.subscriber`.
    pub subscriber: Option<Reference<'a>>,
    /// `Coverage.subscriberId`.
    pub subscriber_id: List<Identifier<'a>>,
    /// `Coverage.beneficiary`.
    pub beneficiary: Option<Reference<'a>>,
    /// `Coverage.dependent`.
    pub dependent: Option<Text<'a>>,
    /// `Coverage.relationship`.
    pub relationship: Option<CodeableConcept<'a>>,
    /// `Coverage.period`.
    pub period: Option<Period<'a>>,
    /// `Coverage.payor`.
    pub payor: List<Reference<'a>>,
    /// `Coverage.insurer`.
    pub insurer: Option<Reference<'a>>,
    /// `Coverage.paymentBy`.
    pub payment_by: List<PaymentBy<'a>>,
    /// `Coverage.class`.
    pub class: List<Class<'a>>,
    /// `Coverage.order`.
    pub order: Option<Decimal<'a>>,
    /// `Coverage.network`.
    pub network: Option<Text<'a>>,
    /// `Coverage.costToBeneficiary`.
    pub cost_to_beneficiary: List<Cost<'a>>,
    /// `Coverage.subrogation`.
    pub subrogation: Flag,
    /// `Coverage.contract`.
    pub contract: List<Reference<'a>>,
}

/// `Coverage.paymentBy`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PaymentBy<'a> {
    /// `Coverage.paymentBy.party`.
    pub party: Option<Reference<'a>>,
    /// `Coverage.paymentBy.responsibility`.
    pub responsibility: Option<Text<'a>>,
}

/// `Coverage.class`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Class<'a> {
    /// `Coverage.class.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Coverage.class.value`.
    pub value: Option<Identifier<'a>>,
    /// `Coverage.class.name`.
    pub name: Option<Text<'a>>,
}

/// `Coverage.costToBeneficiary`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Cost<'a> {
    /// `Coverage.costToBeneficiary.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Coverage.costToBeneficiary.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `Coverage.costToBeneficiary.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Coverage.costToBeneficiary.valueMoney`.
    pub value_money: Option<Money<'a>>,
}
