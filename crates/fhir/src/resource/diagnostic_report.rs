//! DiagnosticReport: report of a laboratory or of imaging.

use serde::Deserialize;

use crate::datatype::{
    Attachment, CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta,
    Period, Raw, Reference, Text,
};

/// Report of a laboratory or of imaging.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DiagnosticReport<'a> {
    /// `DiagnosticReport.id`.
    pub id: Option<Text<'a>>,
    /// `DiagnosticReport.meta`.
    pub meta: Option<Meta<'a>>,
    /// `DiagnosticReport.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `DiagnosticReport.contained`.
    pub contained: Contained<'a>,
    /// `DiagnosticReport.extension`.
    pub extension: Extensions<'a>,
    /// `DiagnosticReport.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `DiagnosticReport.status`.
    pub status: Option<Text<'a>>,
    /// `DiagnosticReport.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `DiagnosticReport.code`.
    pub code: Option<CodeableConcept<'a>>,
    /// `DiagnosticReport.subject`.
    pub subject: Option<Reference<'a>>,
    /// `DiagnosticReport.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `DiagnosticReport.effectiveDateTime`.
    pub effective_date_time: Option<FhirDateTime<'a>>,
    /// `DiagnosticReport.effectivePeriod`.
    pub effective_period: Option<Period<'a>>,
    /// `DiagnosticReport.issued`.
    pub issued: Option<FhirDateTime<'a>>,
    /// `DiagnosticReport.performer`.
    pub performer: List<Reference<'a>>,
    /// `DiagnosticReport.resultsInterpreter`.
    pub results_interpreter: List<Reference<'a>>,
    /// `DiagnosticReport.specimen`.
    pub specimen: List<Reference<'a>>,
    /// `DiagnosticReport.result`.
    pub result: List<Reference<'a>>,
    /// `DiagnosticReport.imagingStudy`.
    pub imaging_study: List<Reference<'a>>,
    /// `DiagnosticReport.conclusion`.
    pub conclusion: Option<Text<'a>>,
    /// `DiagnosticReport.conclusionCode`.
    pub conclusion_code: Raw<'a>,
    /// `DiagnosticReport.presentedForm`.
    pub presented_form: List<Attachment<'a>>,
    /// `DiagnosticReport.basedOn`.
    pub based_on: List<Reference<'a>>,
}
