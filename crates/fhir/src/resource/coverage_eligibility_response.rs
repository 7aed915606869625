//! CoverageEligibilityResponse: what a payer says of a patient's insurance.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Extensions, FhirDateTime, Flag, Identifier, List, Meta,
    Money, Period, Raw, Reference, Text,
};

/// What a payer says of a patient's insurance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CoverageEligibilityResponse<'a> {
    /// `CoverageEligibilityResponse.id`.
    pub id: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.meta`.
    pub meta: Option<Meta<'a>>,
    /// `CoverageEligibilityResponse.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `CoverageEligibilityResponse.contained`.
    pub contained: Contained<'a>,
    /// `CoverageEligibilityResponse.extension`.
    pub extension: Extensions<'a>,
    /// `CoverageEligibilityResponse.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `CoverageEligibilityResponse.status`.
    pub status: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.purpose`.
    pub purpose: List<Text<'a>>,
    /// `CoverageEligibilityResponse.patient`.
    pub patient: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `CoverageEligibilityResponse.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `CoverageEligibilityResponse.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `CoverageEligibilityResponse.requestor`.
    pub requestor: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.request`.
    pub request: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.outcome`.
    pub outcome: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.disposition`.
    pub disposition: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.insurer`.
    pub insurer: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.insurance`.
    pub insurance: List<Insurance<'a>>,
    /// `CoverageEligibilityResponse.preAuthRef`.
    pub pre_auth_ref: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.form`.
    pub form: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.error`.
    pub error: List<Failure<'a>>,
}

/// `CoverageEligibilityResponse.insurance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Insurance<'a> {
    /// `CoverageEligibilityResponse.insurance.coverage`.
    pub coverage: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.insurance.inforce`.
    pub inforce: Flag,
    /// `CoverageEligibilityResponse.insurance.benefitPeriod`.
    pub benefit_period: Option<Period<'a>>,
    /// `CoverageEligibilityResponse.insurance.item`.
    pub item: List<Item<'a>>,
}

/// `CoverageEligibilityResponse.insurance.item`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Item<'a> {
    /// `CoverageEligibilityResponse.insurance.item.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.provider`.
    pub provider: Option<Reference<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.excluded`.
    pub excluded: Flag,
    /// `CoverageEligibilityResponse.insurance.item.name`.
    pub name: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.description`.
    pub description: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.network`.
    pub network: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.unit`.
    pub unit: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.term`.
    pub term: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit`.
    pub benefit: List<Benefit<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.authorizationRequired`.
    pub authorization_required: Flag,
    /// `CoverageEligibilityResponse.insurance.item.authorizationSupporting`.
    pub authorization_supporting: List<CodeableConcept<'a>>,
}

/// `CoverageEligibilityResponse.insurance.item.benefit`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Benefit<'a> {
    /// `CoverageEligibilityResponse.insurance.item.benefit.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.allowedUnsignedInt`.
    pub allowed_unsigned_int: Option<Decimal<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.allowedString`.
    pub allowed_string: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.allowedMoney`.
    pub allowed_money: Option<Money<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.usedUnsignedInt`.
    pub used_unsigned_int: Option<Decimal<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.usedString`.
    pub used_string: Option<Text<'a>>,
    /// `CoverageEligibilityResponse.insurance.item.benefit.usedMoney`.
    pub used_money: Option<Money<'a>>,
}

/// `CoverageEligibilityResponse.error`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Failure<'a> {
    /// `CoverageEligibilityResponse.error.code`.
    pub code: Option<CodeableConcept<'a>>,
}
