//! Claim: claim as submitted.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Decimals, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Money, Period, Quantity, Raw, Reference, Text,
};

/// Claim as submitted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Claim<'a> {
    /// `Claim.id`.
    pub id: Option<Text<'a>>,
    /// `Claim.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Claim.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Claim.contained`.
    pub contained: Contained<'a>,
    /// `Claim.extension`.
    pub extension: Extensions<'a>,
    /// `Claim.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Claim.status`.
    pub status: Option<Text<'a>>,
    /// `Claim.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Claim.subType`.
    pub sub_type: Option<CodeableConcept<'a>>,
    /// `Claim.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `Claim.patient`.
    pub patient: Option<Reference<'a>>,
    /// `Claim.billablePeriod`.
    pub billable_period: Option<Period<'a>>,
    /// `Claim.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `Claim.enterer`.
    pub enterer: Option<Reference<'a>>,
    /// `Claim.insurer`.
    pub insurer: Option<Reference<'a>>,
    /// `Claim.provider`.
    pub provider: Option<Reference<'a>>,
    /// `Claim.priority`.
    pub priority: Option<CodeableConcept<'a>>,
    /// `Claim.fundsReserve`.
    pub funds_reserve: Option<CodeableConcept<'a>>,
    /// `Claim.related`.
    pub related: List<Related<'a>>,
    /// `Claim.prescription`.
    pub prescription: Option<Reference<'a>>,
    /// `Claim.originalPrescription`.
    pub original_prescription: Option<Reference<'a>>,
    /// `Claim.payee`.
    pub payee: Option<Payee<'a>>,
    /// `Claim.referral`.
    pub referral: Option<Reference<'a>>,
    /// `Claim.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `Claim.facility`.
    pub facility: Option<Reference<'a>>,
    /// `Claim.diagnosisRelatedGroup`.
    pub diagnosis_related_group: Option<CodeableConcept<'a>>,
    /// `Claim.careTeam`.
    pub care_team: List<CareTeam<'a>>,
    /// `Claim.supportingInfo`.
    pub supporting_info: List<SupportingInfo<'a>>,
    /// `Claim.diagnosis`.
    pub diagnosis: List<Diagnosis<'a>>,
    /// `Claim.procedure`.
    pub procedure: List<Procedure<'a>>,
    /// `Claim.insurance`.
    pub insurance: List<Insurance<'a>>,
    /// `Claim.accident`.
    pub accident: Option<Accident<'a>>,
    /// `Claim.item`.
    pub item: List<Item<'a>>,
    /// `Claim.total`.
    pub total: Option<Money<'a>>,
}

/// `Claim.related`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Related<'a> {
    /// `Claim.related.claim`.
    pub claim: Option<Reference<'a>>,
    /// `Claim.related.relationship`.
    pub relationship: Option<CodeableConcept<'a>>,
    /// `Claim.related.reference`.
    pub reference: Option<Identifier<'a>>,
}

/// `Claim.payee`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Payee<'a> {
    /// `Claim.payee.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Claim.payee.party`.
    pub party: Option<Reference<'a>>,
}

/// `Claim.careTeam`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CareTeam<'a> {
    /// `Claim.careTeam.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.careTeam.provider`.
    pub provider: Option<Reference<'a>>,
    /// `Claim.careTeam.responsible`.
    pub responsible: Flag,
    /// `Claim.careTeam.role`.
    pub role: Option<CodeableConcept<'a>>,
    /// `Claim.careTeam.qualification`.
    pub qualification: Option<CodeableConcept<'a>>,
    /// `Claim.careTeam.specialty`.
    pub specialty: Option<CodeableConcept<'a>>,
}

/// `Claim.supportingInfo`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SupportingInfo<'a> {
    /// `Claim.supportingInfo.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.supportingInfo.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `Claim.supportingInfo.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Claim.supportingInfo.timingDate`.
    pub timing_date: Option<FhirDateTime<'a>>,
    /// `Claim.supportingInfo.timingPeriod`.
    pub timing_period: Option<Period<'a>>,
    /// `Claim.supportingInfo.valueBoolean`.
    pub value_boolean: Flag,
    /// `Claim.supportingInfo.valueString`.
    pub value_string: Option<Text<'a>>,
    /// `Claim.supportingInfo.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Claim.supportingInfo.valueReference`.
    pub value_reference: Option<Reference<'a>>,
    /// `Claim.supportingInfo.reason`.
    pub reason: Option<CodeableConcept<'a>>,
}

/// `Claim.diagnosis`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Diagnosis<'a> {
    /// `Claim.diagnosis.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.diagnosis.diagnosisCodeableConcept`.
    pub diagnosis_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Claim.diagnosis.diagnosisReference`.
    pub diagnosis_reference: Option<Reference<'a>>,
    /// `Claim.diagnosis.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Claim.diagnosis.onAdmission`.
    pub on_admission: Option<CodeableConcept<'a>>,
    /// `Claim.diagnosis.packageCode`.
    pub package_code: Option<CodeableConcept<'a>>,
}

/// `Claim.procedure`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Procedure<'a> {
    /// `Claim.procedure.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.procedure.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Claim.procedure.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `Claim.procedure.procedureCodeableConcept`.
    pub procedure_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Claim.procedure.procedureReference`.
    pub procedure_reference: Option<Reference<'a>>,
    /// `Claim.procedure.udi`.
    pub udi: List<Reference<'a>>,
}

/// `Claim.insurance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Insurance<'a> {
    /// `Claim.insurance.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.insurance.focal`.
    pub focal: Flag,
    /// `Claim.insurance.identifier`.
    pub identifier: Option<Identifier<'a>>,
    /// `Claim.insurance.coverage`.
    pub coverage: Option<Reference<'a>>,
    /// `Claim.insurance.businessArrangement`.
    pub business_arrangement: Option<Text<'a>>,
    /// `Claim.insurance.preAuthRef`.
    pub pre_auth_ref: List<Text<'a>>,
    /// `Claim.insurance.claimResponse`.
    pub claim_response: Option<Reference<'a>>,
}

/// `Claim.accident`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Accident<'a> {
    /// `Claim.accident.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `Claim.accident.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Claim.accident.locationReference`.
    pub location_reference: Option<Reference<'a>>,
}

/// `Claim.item`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Item<'a> {
    /// `Claim.item.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.item.careTeamSequence`.
    pub care_team_sequence: Decimals<'a>,
    /// `Claim.item.diagnosisSequence`.
    pub diagnosis_sequence: Decimals<'a>,
    /// `Claim.item.procedureSequence`.
    pub procedure_sequence: Decimals<'a>,
    /// `Claim.item.informationSequence`.
    pub information_sequence: Decimals<'a>,
    /// `Claim.item.traceNumber`.
    pub trace_number: List<Identifier<'a>>,
    /// `Claim.item.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `Claim.item.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `Claim.item.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `Claim.item.productOrServiceEnd`.
    pub product_or_service_end: Option<CodeableConcept<'a>>,
    /// `Claim.item.request`.
    pub request: List<Reference<'a>>,
    /// `Claim.item.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `Claim.item.programCode`.
    pub program_code: List<CodeableConcept<'a>>,
    /// `Claim.item.servicedDate`.
    pub serviced_date: Option<FhirDateTime<'a>>,
    /// `Claim.item.servicedPeriod`.
    pub serviced_period: Option<Period<'a>>,
    /// `Claim.item.locationCodeableConcept`.
    pub location_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Claim.item.locationReference`.
    pub location_reference: Option<Reference<'a>>,
    /// `Claim.item.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `Claim.item.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `Claim.item.factor`.
    pub factor: Option<Decimal<'a>>,
    /// `Claim.item.net`.
    pub net: Option<Money<'a>>,
    /// `Claim.item.udi`.
    pub udi: List<Reference<'a>>,
    /// `Claim.item.bodySite`.
    pub body_site: Raw<'a>,
    /// `Claim.item.encounter`.
    pub encounter: List<Reference<'a>>,
    /// `Claim.item.detail`.
    pub detail: List<Detail<'a>>,
    /// `Claim.item.extension`.
    pub extension: Extensions<'a>,
}

/// `Claim.item.detail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Detail<'a> {
    /// `Claim.item.detail.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.item.detail.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `Claim.item.detail.programCode`.
    pub program_code: List<CodeableConcept<'a>>,
    /// `Claim.item.detail.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `Claim.item.detail.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `Claim.item.detail.factor`.
    pub factor: Option<Decimal<'a>>,
    /// `Claim.item.detail.net`.
    pub net: Option<Money<'a>>,
    /// `Claim.item.detail.subDetail`.
    pub sub_detail: List<SubDetail<'a>>,
}

/// `Claim.item.detail.subDetail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SubDetail<'a> {
    /// `Claim.item.detail.subDetail.sequence`.
    pub sequence: Option<Decimal<'a>>,
    /// `Claim.item.detail.subDetail.revenue`.
    pub revenue: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.subDetail.category`.
    pub category: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.subDetail.productOrService`.
    pub product_or_service: Option<CodeableConcept<'a>>,
    /// `Claim.item.detail.subDetail.modifier`.
    pub modifier: List<CodeableConcept<'a>>,
    /// `Claim.item.detail.subDetail.quantity`.
    pub quantity: Option<Quantity<'a>>,
    /// `Claim.item.detail.subDetail.unitPrice`.
    pub unit_price: Option<Money<'a>>,
    /// `Claim.item.detail.subDetail.net`.
    pub net: Option<Money<'a>>,
}
