//! ServiceRequest: order of a service, referral or authorization.

use serde::Deserialize;

use crate::datatype::{
    CodeableConcept, CodeableReference, Contained, Extensions, FhirDateTime, Flag, Identifier,
    List, Meta, Period, Quantity, Raw, Reference, Text,
};

/// Order of a service, referral or authorization.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceRequest<'a> {
    /// `ServiceRequest.id`.
    pub id: Option<Text<'a>>,
    /// `ServiceRequest.meta`.
    pub meta: Option<Meta<'a>>,
    /// `ServiceRequest.identifier`.
    pub identifier: List<Identifier<'a>>,
    /// `ServiceRequest.contained`.
    pub contained: Contained<'a>,
    /// `ServiceRequest.extension`.
    pub extension: Extensions<'a>,
    /// `ServiceRequest.modifierExtension`.
    pub modifier_extension: Raw<'a>,
    /// `ServiceRequest.status`.
    pub status: Option<Text<'a>>,
    /// `ServiceRequest.intent`.
    pub intent: Option<Text<'a>>,
    /// `ServiceRequest.category`.
    pub category: List<CodeableConcept<'a>>,
    /// `ServiceRequest.priority`.
    pub priority: Option<Text<'a>>,
    /// `ServiceRequest.doNotPerform`.
    pub do_not_perform: Flag,
    /// `ServiceRequest.code`.
    pub code: Option<CodeableReference<'a>>,
    /// `ServiceRequest.orderDetail`.
    pub order_detail: Raw<'a>,
    /// `ServiceRequest.quantityQuantity`.
    pub quantity_quantity: Option<Quantity<'a>>,
    /// `ServiceRequest.subject`.
    pub subject: Option<Reference<'a>>,
    /// `ServiceRequest.encounter`.
    pub encounter: Option<Reference<'a>>,
    /// `ServiceRequest.occurrenceDateTime`.
    pub occurrence_date_time: Option<FhirDateTime<'a>>,
    /// `ServiceRequest.occurrencePeriod`.
    pub occurrence_period: Option<Period<'a>>,
    /// `ServiceRequest.authoredOn`.
    pub authored_on: Option<FhirDateTime<'a>>,
    /// `ServiceRequest.requester`.
    pub requester: Option<Reference<'a>>,
    /// `ServiceRequest.performerType`.
    pub performer_type: Option<CodeableConcept<'a>>,
    /// `ServiceRequest.performer`.
    pub performer: List<Reference<'a>>,
    /// `ServiceRequest.locationCode`.
    pub location_code: List<CodeableConcept<'a>>,
    /// `ServiceRequest.locationReference`.
    pub location_reference: List<Reference<'a>>,
    /// `ServiceRequest.reasonCode`.
    pub reason_code: List<CodeableConcept<'a>>,
    /// `ServiceRequest.reasonReference`.
    pub reason_reference: List<Reference<'a>>,
    /// `ServiceRequest.reason`.
    pub reason: List<CodeableReference<'a>>,
    /// `ServiceRequest.insurance`.
    pub insurance: List<Reference<'a>>,
    /// `ServiceRequest.requisition`.
    pub requisition: Option<Identifier<'a>>,
    /// `ServiceRequest.bodySite`.
    pub body_site: List<CodeableConcept<'a>>,
    /// `ServiceRequest.basedOn`.
    pub based_on: List<Reference<'a>>,
    /// `ServiceRequest.replaces`.
    pub replaces: List<Reference<'a>>,
}
