//! Account: account of charges for a patient or a visit.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Decimal, Extensions, Flag, Identifier, List, Meta, Money, Period,
    Raw, Reference, Text,
};

/// Account of charges for a patient or a visit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Account<'a> {
    /// `Account.id`.
    pub id: Option<Text<'a>>,
    /// `Account.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Account.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Account.contained`.
    pub contained: Contained<'a>,
    /// `Account.extension`.
    pub extension: Extensions<'a>,
    /// `Account.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Account.status`.
    pub status: Option<Text<'a>>,
    /// `Account.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
    /// `Account.name`.
    pub name: Option<Text<'a>>,
    /// `Account.subject`.
    pub subject: List<Reference<'a>>,
    /// `Account.servicePeriod`.
    pub service_period: Option<Period<'a>>,
    /// `Account.coverage`.
    pub coverage: List<Coverage<'a>>,
    /// `Account.owner`.
    pub owner: Option<Reference<'a>>,
    /// `Account.guarantor`.
    pub guarantor: List<Guarantor<'a>>,
    /// `Account.partOf`.
    pub part_of: Option<Reference<'a>>,
    /// `Account.balance`.
    pub balance: List<Balance<'a>>,
}

/// `Account.coverage`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Coverage<'a> {
    /// `Account.coverage.coverage`.
    pub coverage: Option<Reference<'a>>,
    /// `Account.coverage.priority`.
    pub priority: Option<Decimal<'a>>,
}

/// `Account.guarantor`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Guarantor<'a> {
    /// `Account.guarantor.party`.
    pub party: Option<Reference<'a>>,
    /// `Account.guarantor.onHold`.
    pub on_hold: Flag,
    /// `Account.guarantor.period`.
    pub period: Option<Period<'a>>,
}

/// `Account.balance`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Balance<'a> {
    /// `Account.balance.aggregate`.
    pub aggregate: Option<CodeableConcept<'a>>,
    /// `Account.balance.term`.
    pub term: Option<CodeableConcept<'a>>,
    /// `Account.balance.amount`.
    pub amount: Option<Money<'a>>,
}
