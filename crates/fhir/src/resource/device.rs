//! Device: device or implant.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, Contained, Extensions, FhirDateTime, Identifier, List, Meta, Raw, Reference,
    Text,
};

/// Device or implant.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Device<'a> {
    /// `Device.id`.
    pub id: Option<Text<'a>>,
    /// `Device.meta`.
    pub meta: Option<Meta<'a>>,
    /// `Device.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `Device.contained`.
    pub contained: Contained<'a>,
    /// `Device.extension`.
    pub extension: Extensions<'a>,
    /// `Device.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `Device.status`.
    pub status: Option<Text<'a>>,
    /// `Device.udiCarrier`.
    pub udi_carrier: List<UdiCarrier<'a>>,
    /// `Device.distinctIdentifier`.
    pub distinct_identifier: Option<Text<'a>>,
    /// `Device.manufacturer`.
    pub manufacturer: Option<Text<'a>>,
    /// `Device.manufactureDate`.
    pub manufacture_date: Option<FhirDateTime<'a>>,
    /// `Device.expirationDate`.
    pub expiration_date: Option<FhirDateTime<'a>>,
    /// `Device.lotNumber`.
    pub lot_number: Option<Text<'a>>,
    /// `Device.serialNumber`.
    pub serial_number: Option<Text<'a>>,
    /// `Device.deviceName`.
    pub device_name: List<Name<'a>>,
    /// `Device.name`.
    pub name: List<Name<'a>>,
    /// `Device.modelNumber`.
    pub model_number: Option<Text<'a>>,
    /// `Device.partNumber`.
    pub part_number: Option<Text<'a>>,
    /// `Device.type`.
    #[serde(rename = "type")]
    pub kind: List<CodeableConcept<'a>>,
    /// `Device.patient`.
    pub patient: Option<Reference<'a>>,
    /// `Device.owner`.
    pub owner: Option<Reference<'a>>,
    /// `Device.location`.
    pub location: Option<Reference<'a>>,
    /// `Device.definition`.
    pub definition: Raw<'a>,
}

/// `Device.udiCarrier`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct UdiCarrier<'a> {
    /// `Device.udiCarrier.deviceIdentifier`.
    pub device_identifier: Option<Text<'a>>,
    /// `Device.udiCarrier.issuer`.
    pub issuer: Option<Text<'a>>,
    /// `Device.udiCarrier.jurisdiction`.
    pub jurisdiction: Option<Text<'a>>,
    /// `Device.udiCarrier.carrierHRF`.
    #[serde(rename = "carrierHRF")]
    pub carrier_hrf: Option<Text<'a>>,
    /// `Device.udiCarrier.entryType`.
    pub entry_type: Option<Text<'a>>,
}

/// `Device.deviceName`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Name<'a> {
    /// `Device.deviceName.name`.
    pub name: Option<Text<'a>>,
    /// `Device.deviceName.value`.
    pub value: Option<Text<'a>>,
    /// `Device.deviceName.type`.
    #[serde(rename = "type")]
    pub kind: Option<CodeableConcept<'a>>,
}
