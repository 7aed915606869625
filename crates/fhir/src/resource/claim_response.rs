//! ClaimResponse: what a payer decided of a claim.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Decimals, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Money, Period, Quantity, Raw, Reference, Text,
};

/// What a payer decided of a claim.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ClaimResponse<'a> {
    /// `ClaimResponse.id`.
    pub id: Option<Text<'a>>,
    /// `ClaimResponse.meta`.
    pub meta: Option<Meta<'a>>,
    /// `ClaimResponse.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `ClaimResponse.contained`.
    pub contained: Contained<'a>,
    /// `ClaimResponse.extension`.
    pub extension: Extensions<'a>,
    /// `ClaimResponse.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `ClaimResponse.status`.
    pub status: Option<Text<'a>>,
    /// `ClaimResponse.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.subType`.
    pub sub_type: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `ClaimResponse.patient`.
    pub patient: Option<Reference<'a>>,
    /// `ClaimResponse.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `ClaimResponse.insurer`.
    pub insurer: Option<Reference<'a>>,
    /// `ClaimResponse.requestor`.
    pub requestor: Option<Reference<'a>>,
    /// `ClaimResponse.request`.
    pub request: Option<Reference<'a>>,
    /// `ClaimResponse.outcome`.
    pub outcome: Option<Text<'a>>,
    /// `ClaimResponse.decision`.
    pub decision: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.disposition`.
    pub disposition: Option<Text<'a>>,
    /// `ClaimResponse.preAuthRef`.
    pub pre_auth_ref: Option<Text<'a>>,
    /// `ClaimResponse.preAuthPeriod`.
    pub pre_auth_period: Option<Period<'a>>,
    /// `ClaimResponse.payeeType`.
    pub payee_type: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.diagnosisRelatedGroup`.
    pub diagnosis_related_group: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `ClaimResponse.item`.
    pub item: List<Item<'a>>,
    /// `ClaimResponse.addItem`.
    pub add_item: List<AddItem<'a>>,
    /// `ClaimResponse.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ClaimResponse.total`.
    pub total: List<Total<'a>>,
    /// `ClaimResponse.payment`.
    pub payment: Option<Payment<'a>>,
    /// `ClaimResponse.fundsReserve`.
    pub funds_reserve: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.processNote`.
    pub process_note: List<ProcessNote<'a>>,
    /// `ClaimResponse.communicationRequest`.
    pub communication_request: List<Reference<'a>>,
    /// `ClaimResponse.insurance`.
    pub insurance: List<Insurance<'a>>,
    /// `ClaimResponse.error`.
    pub error: List<Failure<'a>>,
}

/// `ClaimResponse.item`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Item<'a> {
    /// `ClaimResponse.item.itemSequence`.
    pub item_sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.item.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ClaimResponse.item.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ClaimResponse.item.reviewOutcome`.
    pub review_outcome: Option<ReviewOutcome<'a>>,
    /// `ClaimResponse.item.detail`.
    pub detail: List<Detail<'a>>,
}

/// `ClaimResponse.item.detail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Detail<'a> {
    /// `ClaimResponse.item.detail.detailSequence`.
    pub detail_sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.item.detail.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ClaimResponse.item.detail.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ClaimResponse.item.detail.subDetail`.
    pub sub_detail: List<SubDetail<'a>>,
}

/// `ClaimResponse.item.detail.subDetail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SubDetail<'a> {
    /// `ClaimResponse.item.detail.subDetail.subDetailSequence`.
    pub sub_detail_sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.item.detail.subDetail.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ClaimResponse.item.detail.subDetail.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
}

/// `ClaimResponse.addItem`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AddItem<'a> {
    /// `ClaimResponse.addItem.itemSequence`.
    pub item_sequence: Decimals<'a>,
    /// `ClaimResponse.addItem.detailSequence`.
    pub detail_sequence: Decimals<'a>,
    /// `ClaimResponse.addItem.provider`.
    pub provider: List<Reference<'a>>,
    /// `ClaimResponse.addItem.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.addItem.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.addItem.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `ClaimResponse.addItem.programCode`.
    pub program_code: List<CodeableConcept<'a>>,
    /// `ClaimResponse.addItem.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `ClaimResponse.addItem.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `ClaimResponse.addItem.locationCodeableConcept`.
    pub location_codeable_concept: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.addItem.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ClaimResponse.addItem.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `ClaimResponse.addItem.net`.
    pub net: Option<Money<'a>>,
    /// `ClaimResponse.addItem.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ClaimResponse.addItem.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
}

/// `ClaimResponse.adjudication`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Adjudication<'a> {
    /// `ClaimResponse.adjudication.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.adjudication.reason`.
    pub reason: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.adjudication.amount`.
    pub amount: Option<Money<'a>>,
    /// `ClaimResponse.adjudication.value`.
    pub value: Option<Decimal<'a>>,
    /// `ClaimResponse.adjudication.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ClaimResponse.adjudication.decisionDate`.
    pub decision_date: Option<FhirDateTime<'a>>,
}

/// `ClaimResponse.item.reviewOutcome`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ReviewOutcome<'a> {
    /// `ClaimResponse.item.reviewOutcome.decision`.
    pub decision: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.item.reviewOutcome.reason`.
    pub reason: List<CodeableConcept<'a>>,
    /// `ClaimResponse.item.reviewOutcome.preAuthRef`.
    pub pre_auth_ref: Option<Text<'a>>,
    /// `ClaimResponse.item.reviewOutcome.preAuthPeriod`.
    pub pre_auth_period: Option<Period<'a>>,
}

/// `ClaimResponse.total`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Total<'a> {
    /// `ClaimResponse.total.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.total.amount`.
    pub amount: Option<Money<'a>>,
}

/// `ClaimResponse.payment`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Payment<'a> {
    /// `ClaimResponse.payment.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.payment.adjustment`.
    pub adjustment: Option<Money<'a>>,
    /// `ClaimResponse.payment.adjustmentReason`.
    pub adjustment_reason: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.payment.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `ClaimResponse.payment.amount`.
    pub amount: Option<Money<'a>>,
    /// `ClaimResponse.payment.identifier`.
    pub identifier: Option<Identifier<'a>>,
}

/// `ClaimResponse.processNote`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ProcessNote<'a> {
    /// `ClaimResponse.processNote.number`.
    pub number: Option<Decimal<'a>>,
    /// `ClaimResponse.processNote.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ClaimResponse.processNote.text`.
    pub text: Option<Text<'a>>,
    /// `ClaimResponse.processNote.language`.
    pub language: Option<CodeableConcept<'a>>,
}

/// `ClaimResponse.insurance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Insurance<'a> {
    /// `ClaimResponse.insurance.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.insurance.focal`.
    pub focal: Flag,
    /// `ClaimResponse.insurance.coverage`.
    pub coverage: Option<Reference<'a>>,
    /// `ClaimResponse.insurance.businessArrangement`.
    pub business_arrangement: Option<Text<'a>>,
    /// `ClaimResponse.insurance.claimResponse`.
    pub claim_response: Option<Reference<'a>>,
}

/// `ClaimResponse.error`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Failure<'a> {
    /// `ClaimResponse.error.itemSequence`.
    pub item_sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.error.detailSequence`.
    pub detail_sequence: Option<Decimal<'a>>,
    /// `ClaimResponse.error.code`.
    pub code: Option<CodeableConcept<'a>>,
}
