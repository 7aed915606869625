//! DeviceUseStatement: use of a device by a patient (DeviceUsage in R5).

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Extensions, FhirDateTime, Identifier, List,
    Meta, Period, Raw, Reference, Text,
};

/// Use of a device by a patient (DeviceUsage in R5).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DeviceUseStatement<'a> {
    /// `DeviceUseStatement.id`.
    pub id: Option<Text<'a>>,
    /// `DeviceUseStatement.meta`.
    pub meta: Option<Meta<'a>>,
    /// `DeviceUseStatement.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `DeviceUseStatement.contained`.
    pub contained: Contained<'a>,
    /// `DeviceUseStatement.extension`.
    pub extension: Extensions<'a>,
    /// `DeviceUseStatement.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `DeviceUseStatement.status`.
    pub status: Option<Text<'a>>,
    /// `DeviceUseStatement.subject`.
    pub subject: Option<Reference<'a>>,
    /// `DeviceUseStatement.patient`.
    pub patient: Option<Reference<'a>>,
    /// `DeviceUseStatement.context`.
    pub context: Option<Reference<'a>>,
    /// `DeviceUseStatement.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `DeviceUseStatement.timingPeriod`.
    pub timing_period: Option<Period<'a>>,
    /// `DeviceUseStatement.timingDateTime`.
    pub timing_date_time: Option<FhirDateTime<'a>>,
    /// `DeviceUseStatement.recordedOn`.
    pub recorded_on: Option<FhirDateTime<'a>>,
    /// `DeviceUseStatement.dateAsserted`.
    pub date_asserted: Option<FhirDateTime<'a>>,
    /// `DeviceUseStatement.source`.
    pub source: Option<Reference<'a>>,
    /// `DeviceUseStatement.informationSource`.
    pub information_source: Option<Reference<'a>>,
    /// `DeviceUseStatement.device`.
    pub device: Option<CodeableReference<'a>>,
    /// `DeviceUseStatement.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `DeviceUseStatement.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `DeviceUseStatement.bodySite`.
    pub body_site: Raw<'a>,
    /// `DeviceUseStatement.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `DeviceUseStatement.derivedFrom`.
    pub derived_from: List<Reference<'a>>,
}
