//! CarePlan: plan of care: programmes of care management.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Extensions, FhirDateTime, Identifier, List,
    Meta, Period, Raw, Reference, Text,
};

/// Plan of care: programmes of care management.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CarePlan<'a> {
    /// `CarePlan.id`.
    pub id: Option<Text<'a>>,
    /// `CarePlan.meta`.
    pub meta: Option<Meta<'a>>,
    /// `CarePlan.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `CarePlan.contained`.
    pub contained: Contained<'a>,
    /// `CarePlan.extension`.
    pub extension: Extensions<'a>,
    /// `CarePlan.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `CarePlan.status`.
    pub status: Option<Text<'a>>,
    /// `CarePlan.intent`.
    pub intent: Option<Text<'a>>,
    /// `CarePlan.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `CarePlan.title`.
    pub title: Option<Text<'a>>,
    /// `CarePlan.subject`.
    pub subject: Option<Reference<'a>>,
    /// `CarePlan.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `CarePlan.period`.
    pub period: Option<Period<'a>>,
    /// `CarePlan.created`.
    pub created: Option<FhirDateTime<'a>>,
    /// `CarePlan.author`.
    pub author: Option<Reference<'a>>,
    /// `CarePlan.contributor`.
    pub contributor: List<Reference<'a>>,
    /// `CarePlan.custodian`.
    pub custodian: Option<Reference<'a>>,
    /// `CarePlan.careTeam`.
    pub care_team: List<Reference<'a>>,
    /// `CarePlan.addresses`.
    pub addresses: List<CodeableReference<'a>>,
    /// `CarePlan.activity`.
    pub activity: List<Activity<'a>>,
    /// `CarePlan.basedOn`.
    pub based_on: List<Reference<'a>>,
}

/// `CarePlan.activity`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Activity<'a> {
    /// `CarePlan.activity.reference`.
    pub reference: Option<Reference<'a>>,
    /// `CarePlan.activity.plannedActivityReference`.
    pub planned_activity_reference: Option<Reference<'a>>,
    /// `CarePlan.activity.performedActivity`.
    pub performed_activity: List<CodeableReference<'a>>,
    /// `CarePlan.activity.detail`.
    pub detail: Option<Detail<'a>>,
}

/// `CarePlan.activity.detail`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Detail<'a> {
    /// `CarePlan.activity.detail.kind`.
    pub kind: Option<Text<'a>>,
    /// `CarePlan.activity.detail.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `CarePlan.activity.detail.status`.
    pub status: Option<Text<'a>>,
    /// `CarePlan.activity.detail.description`.
    pub description: Option<Text<'a>>,
    /// `CarePlan.activity.detail.scheduledPeriod`.
    pub scheduled_period: Option<Period<'a>>,
    /// `CarePlan.activity.detail.performer`.
    pub performer: List<Reference<'a>>,
}
