//! PaymentReconciliation: payment, and what it pays.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Money, Period,
    Raw, Reference, Text,
};

/// Payment, and what it pays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PaymentReconciliation<'a> {
    /// `PaymentReconciliation.id`.
    pub id: Option<Text<'a>>,
    /// `PaymentReconciliation.meta`.
    pub meta: Option<Meta<'a>>,
    /// `PaymentReconciliation.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `PaymentReconciliation.contained`.
    pub contained: Contained<'a>,
    /// `PaymentReconciliation.extension`.
    pub extension: Extensions<'a>,
    /// `PaymentReconciliation.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `PaymentReconciliation.status`.
    pub status: Option<Text<'a>>,
    /// `PaymentReconciliation.kind`.
    pub kind: Option<CodeableConcept<'a>>,
    /// `PaymentReconciliation.period`.
    pub period: Option<Period<'a>>,
    /// `PaymentReconciliation.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `PaymentReconciliation.enterer`.
    pub enterer: Option<Reference<'a>>,
    /// `PaymentReconciliation.issuerType`.
    pub issuer_type: Option<CodeableConcept<'a>>,
    /// `PaymentReconciliation.paymentIssuer`.
    pub payment_issuer: Option<Reference<'a>>,
    /// `PaymentReconciliation.request`.
    pub request: Option<Reference<'a>>,
    /// `PaymentReconciliation.requestor`.
    pub requestor: Option<Reference<'a>>,
    /// `PaymentReconciliation.outcome`.
    pub outcome: Option<Text<'a>>,
    /// `PaymentReconciliation.disposition`.
    pub disposition: Option<Text<'a>>,
    /// `PaymentReconciliation.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `PaymentReconciliation.paymentDate`.
    pub payment_date: Option<FhirDateTime<'a>>,
    /// `PaymentReconciliation.location`.
    pub location: Option<Reference<'a>>,
    /// `PaymentReconciliation.method`.
    pub method: Option<CodeableConcept<'a>>,
    /// `PaymentReconciliation.cardBrand`.
    pub card_brand: Option<Text<'a>>,
    /// `PaymentReconciliation.accountNumber`.
    pub account_number: Option<Text<'a>>,
    /// `PaymentReconciliation.expirationDate`.
    pub expiration_date: Option<FhirDateTime<'a>>,
    /// `PaymentReconciliation.processor`.
    pub processor: Option<Text<'a>>,
    /// `PaymentReconciliation.referenceNumber`.
    pub reference_number: Option<Text<'a>>,
    /// `PaymentReconciliation.authorization`.
    pub authorization: Option<Text<'a>>,
    /// `PaymentReconciliation.tenderedAmount`.
    pub tendered_amount: Option<Money<'a>>,
    /// `PaymentReconciliation.returnedAmount`.
    pub returned_amount: Option<Money<'a>>,
    /// `PaymentReconciliation.amount`.
    pub amount: Option<Money<'a>>,
    /// `PaymentReconciliation.paymentAmount`.
    pub payment_amount: Option<Money<'a>>,
    /// `PaymentReconciliation.paymentIdentifier`.
    pub payment_identifier: Option<Identifier<'a>>,
    /// `PaymentReconciliation.detail`.
    pub detail: List<Detail<'a>>,
    /// `PaymentReconciliation.allocation`.
    pub allocation: List<Detail<'a>>,
    /// `PaymentReconciliation.formCode`.
    pub form_code: Option<CodeableConcept<'a>>,
    /// `PaymentReconciliation.processNote`.
    pub process_note: List<Note<'a>>,
}

/// `PaymentReconciliation.detail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Detail<'a> {
    /// `PaymentReconciliation.detail.identifier`.
    pub identifier: Option<Identifier<'a>>,
    /// `PaymentReconciliation.detail.predecessor`.
    pub predecessor: Option<Identifier<'a>>,
    /// `PaymentReconciliation.detail.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `PaymentReconciliation.detail.request`.
    pub request: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.target`.
    pub target: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.submitter`.
    pub submitter: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.response`.
    pub response: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `PaymentReconciliation.detail.responsible`.
    pub responsible: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.payee`.
    pub payee: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.account`.
    pub account: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `PaymentReconciliation.detail.amount`.
    pub amount: Option<Money<'a>>,
}

/// `PaymentReconciliation.processNote`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Note<'a> {
    /// `PaymentReconciliation.processNote.type`.
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    /// `PaymentReconciliation.processNote.text`.
    pub text: Option<Text<'a>>,
}
