//! ExplanationOfBenefit: claim and what became of it, as a payer tells it.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Decimals, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Money, Period, Quantity, Raw, Reference, Text,
};
use crate::resource::claim::{CareTeam, Diagnosis, Procedure, Related, SupportingInfo};
use crate::resource::claim_response::{Adjudication, Payment, ProcessNote, ReviewOutcome, Total};

/// Claim and what became of it, as a payer tells it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ExplanationOfBenefit<'a> {
    /// `ExplanationOfBenefit.id`.
    pub id: Option<Text<'a>>,
    /// `ExplanationOfBenefit.meta`.
    pub meta: Option<Meta<'a>>,
    /// `ExplanationOfBenefit.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `ExplanationOfBenefit.contained`.
    pub contained: Contained<'a>,
    /// `ExplanationOfBenefit.extension`.
    pub extension: Extensions<'a>,
    /// `ExplanationOfBenefit.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `ExplanationOfBenefit.status`.
    pub status: Option<Text<'a>>,
    /// `ExplanationOfBenefit.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.subType`.
    pub sub_type: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `ExplanationOfBenefit.patient`.
    pub patient: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.billablePeriod`.
    pub billable_period: Option<Period<'a>>,
    /// `ExplanationOfBenefit.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `ExplanationOfBenefit.enterer`.
    pub enterer: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.insurer`.
    pub insurer: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.provider`.
    pub provider: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.priority`.
    pub priority: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.related`.
    pub related: List<Related<'a>>,
    /// `ExplanationOfBenefit.prescription`.
    pub prescription: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.referral`.
    pub referral: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `ExplanationOfBenefit.facility`.
    pub facility: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.claim`.
    pub claim: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.claimResponse`.
    pub claim_response: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.outcome`.
    pub outcome: Option<Text<'a>>,
    /// `ExplanationOfBenefit.decision`.
    pub decision: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.disposition`.
    pub disposition: Option<Text<'a>>,
    /// `ExplanationOfBenefit.preAuthRef`.
    pub pre_auth_ref: List<Text<'a>>,
    /// `ExplanationOfBenefit.preAuthRefPeriod`.
    pub pre_auth_ref_period: List<Period<'a>>,
    /// `ExplanationOfBenefit.diagnosisRelatedGroup`.
    pub diagnosis_related_group: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.careTeam`.
    pub care_team: List<CareTeam<'a>>,
    /// `ExplanationOfBenefit.supportingInfo`.
    pub supporting_info: List<SupportingInfo<'a>>,
    /// `ExplanationOfBenefit.diagnosis`.
    pub diagnosis: List<Diagnosis<'a>>,
    /// `ExplanationOfBenefit.procedure`.
    pub procedure: List<Procedure<'a>>,
    /// `ExplanationOfBenefit.precedence`.
    pub precedence: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.insurance`.
    pub insurance: List<Insurance<'a>>,
    /// `ExplanationOfBenefit.item`.
    pub item: List<Item<'a>>,
    /// `ExplanationOfBenefit.addItem`.
    pub add_item: List<AddItem<'a>>,
    /// `ExplanationOfBenefit.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ExplanationOfBenefit.total`.
    pub total: List<Total<'a>>,
    /// `ExplanationOfBenefit.payment`.
    pub payment: Option<Payment<'a>>,
    /// `ExplanationOfBenefit.processNote`.
    pub process_note: List<ProcessNote<'a>>,
    /// `ExplanationOfBenefit.benefitPeriod`.
    pub benefit_period: Option<Period<'a>>,
    /// `ExplanationOfBenefit.benefitBalance`.
    pub benefit_balance: List<BenefitBalance<'a>>,
}

/// `ExplanationOfBenefit.insurance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Insurance<'a> {
    /// `ExplanationOfBenefit.insurance.focal`.
    pub focal: Flag,
    /// `ExplanationOfBenefit.insurance.coverage`.
    pub coverage: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.insurance.preAuthRef`.
    pub pre_auth_ref: List<Text<'a>>,
}

/// `ExplanationOfBenefit.item`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Item<'a> {
    /// `ExplanationOfBenefit.item.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.item.careTeamSequence`.
    pub care_team_sequence: Decimals<'a>,
    /// `ExplanationOfBenefit.item.diagnosisSequence`.
    pub diagnosis_sequence: Decimals<'a>,
    /// `ExplanationOfBenefit.item.procedureSequence`.
    pub procedure_sequence: Decimals<'a>,
    /// `ExplanationOfBenefit.item.informationSequence`.
    pub information_sequence: Decimals<'a>,
    /// `ExplanationOfBenefit.item.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.productOrServiceEnd`.
    pub product_or_service_end: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.programCode`.
    pub program_code: List<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `ExplanationOfBenefit.item.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `ExplanationOfBenefit.item.locationCodeableConcept`.
    pub location_codeable_concept: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.locationReference`.
    pub location_reference: Option<Reference<'a>>,
    /// `ExplanationOfBenefit.item.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ExplanationOfBenefit.item.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.factor`.
    pub factor: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.item.net`.
    pub net: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `ExplanationOfBenefit.item.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ExplanationOfBenefit.item.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ExplanationOfBenefit.item.reviewOutcome`.
    pub review_outcome: Option<ReviewOutcome<'a>>,
    /// `ExplanationOfBenefit.item.detail`.
    pub detail: List<Detail<'a>>,
    /// `ExplanationOfBenefit.item.extension`.
    pub extension: Extensions<'a>,
}

/// `ExplanationOfBenefit.item.detail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Detail<'a> {
    /// `ExplanationOfBenefit.item.detail.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.item.detail.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ExplanationOfBenefit.item.detail.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.detail.net`.
    pub net: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.detail.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ExplanationOfBenefit.item.detail.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail`.
    pub sub_detail: List<SubDetail<'a>>,
    /// `ExplanationOfBenefit.item.detail.extension`.
    pub extension: Extensions<'a>,
}

/// `ExplanationOfBenefit.item.detail.subDetail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SubDetail<'a> {
    /// `ExplanationOfBenefit.item.detail.subDetail.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.net`.
    pub net: Option<Money<'a>>,
    /// `ExplanationOfBenefit.item.detail.subDetail.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ExplanationOfBenefit.item.detail.subDetail.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
}

/// `ExplanationOfBenefit.addItem`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AddItem<'a> {
    /// `ExplanationOfBenefit.addItem.itemSequence`.
    pub item_sequence: Decimals<'a>,
    /// `ExplanationOfBenefit.addItem.provider`.
    pub provider: List<Reference<'a>>,
    /// `ExplanationOfBenefit.addItem.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.addItem.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.addItem.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.addItem.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `ExplanationOfBenefit.addItem.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `ExplanationOfBenefit.addItem.locationCodeableConcept`.
    pub location_codeable_concept: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.addItem.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `ExplanationOfBenefit.addItem.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `ExplanationOfBenefit.addItem.net`.
    pub net: Option<Money<'a>>,
    /// `ExplanationOfBenefit.addItem.noteNumber`.
    pub note_number: Decimals<'a>,
    /// `ExplanationOfBenefit.addItem.adjudication`.
    pub adjudication: List<Adjudication<'a>>,
}

/// `ExplanationOfBenefit.benefitBalance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct BenefitBalance<'a> {
    /// `ExplanationOfBenefit.benefitBalance.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.excluded`.
    pub excluded: Flag,
    /// `ExplanationOfBenefit.benefitBalance.name`.
    pub name: Option<Text<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.network`.
    pub network: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.unit`.
    pub unit: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.term`.
    pub term: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.financial`.
    pub financial: List<Financial<'a>>,
}

/// `ExplanationOfBenefit.benefitBalance.financial`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Financial<'a> {
    /// `ExplanationOfBenefit.benefitBalance.financial.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.financial.allowedUnsignedInt`.
    pub allowed_unsigned_int: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.financial.allowedMoney`.
    pub allowed_money: Option<Money<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.financial.usedUnsignedInt`.
    pub used_unsigned_int: Option<Decimal<'a>>,
    /// `ExplanationOfBenefit.benefitBalance.financial.usedMoney`.
    pub used_money: Option<Money<'a>>,
}
