//! Consent: consent to a programme, to treatment or to disclosure.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Coding, Contained, Extensions, FhirDateTime, Flag, Identifier, List, Meta,
    Period, Raw, Reference, Text,
};

/// Consent to a programme, to treatment or to disclosure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Consent<'a> {
    /// `Consent.id`.
    pub id: Option<Text<'a>>,
    /// `Consent.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Consent.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Consent.contained`.
    pub contained: Contained<'a>,
    /// `Consent.extension`.
    pub extension: Extensions<'a>,
    /// `Consent.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Consent.status`.
    pub status: Option<Text<'a>>,
    /// `Consent.scope`.
    pub scope: Option<CodeableConcept<'a>>,
    /// `Consent.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Consent.patient`.
    pub patient: Option<Reference<'a>>,
    /// `Consent.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Consent.dateTime`.
    pub date_time: Option<FhirDateTime<'a>>,
    /// `Consent.date`.
    pub date: Option<FhirDateTime<'a>>,
    /// `Consent.period`.
    pub period: Option<Period<'a>>,
    /// `Consent.performer`.
    pub performer: List<Reference<'a>>,
    /// `Consent.grantor`.
    pub grantor: List<Reference<'a>>,
    /// `Consent.organization`.
    pub organization: List<Reference<'a>>,
    /// `Consent.controller`.
    pub controller: List<Reference<'a>>,
    /// `Consent.decision`.
    pub decision: Option<Text<'a>>,
    /// `Consent.policyRule`.
    pub policy_rule: Option<CodeableConcept<'a>>,
    /// `Consent.provision`.
    pub provision: List<Provision<'a>>,
    /// `Consent.verification`.
    pub verification: List<Verification<'a>>,
}

/// `Consent.provision`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Provision<'a> {
    /// `Consent.provision.type`.
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    /// `Consent.provision.period`.
    pub period: Option<Period<'a>>,
    /// `Consent.provision.code`.
    pub code: List<CodeableConcept<'a>>,
    /// `Consent.provision.purpose`.
    pub purpose: List<Coding<'a>>,
}

/// `Consent.verification`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Verification<'a> {
    /// `Consent.verification.verified`.
    pub verified: Flag,
    /// `Consent.verification.verificationDate`.
    pub verification_date: List<FhirDateTime<'a>>,
}
