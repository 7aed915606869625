//! Condition: diagnosis or problem.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Period, Raw,
    Reference, Text,
};

/// Diagnosis or problem.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Condition<'a> {
    /// `Condition.id`.
    pub id: Option<Text<'a>>,
    /// `Condition.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Condition.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Condition.contained`.
    pub contained: Contained<'a>,
    /// `Condition.extension`.
    pub extension: Extensions<'a>,
    /// `Condition.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Condition.clinicalStatus`.
    pub clinical_status: Option<CodeableConcept<'a>>,
    /// `Condition.verificationStatus`.
    pub verification_status: Option<CodeableConcept<'a>>,
    /// `Condition.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `Condition.severity`.
    pub severity: Option<CodeableConcept<'a>>,
    /// `Condition.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `Condition.bodySite`.
    pub body_site: List<CodeableConcept<'a>>,
    /// `Condition.subject`.
    pub subject: Option<Reference<'a>>,
    /// `Condition.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `Condition.onsetDateTime`.
    pub onset_date_time: Option<FhirDateTime<'a>>,
    /// `Condition.onsetPeriod`.
    pub onset_period: Option<Period<'a>>,
    /// `Condition.onsetString`.
    pub onset_string: Option<Text<'a>>,
    /// `Condition.abatementDateTime`.
    pub abatement_date_time: Option<FhirDateTime<'a>>,
    /// `Condition.abatementPeriod`.
    pub abatement_period: Option<Period<'a>>,
    /// `Condition.abatementString`.
    pub abatement_string: Option<Text<'a>>,
    /// `Condition.recordedDate`.
    pub recorded_date: Option<FhirDateTime<'a>>,
    /// `Condition.recorder`.
    pub recorder: Option<Reference<'a>>,
    /// `Condition.asserter`.
    pub asserter: Option<Reference<'a>>,
}
