//! Who says it and when: the columns that every statement about an entity has, after its origin.
//!
//! A patient, an encounter, a charge is told of again and again. A row is one such statement; what holds now
//! follows from all of them, in their own order.

use arrow::array::ArrayRef;

use crate::declare::record;
use crate::kind::Micros;
use crate::record::{Column, Record};

/// Who says a row's content, and when that was so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statement<'a> {
    /// hl7v2, fhir, ccda, x12, csv.
    pub format: &'a str,
    /// The kind of message or resource.
    pub message_type: &'a str,
    /// The sender's number of it.
    pub message_id: Option<&'a str>,
    /// Position of the statement among those of its table in the message, from 1.
    pub ordinal: i32,
    /// When it was so.
    pub stated: Option<Micros>,
    /// Whether the time came without a zone.
    pub zone_assumed: bool,
    /// Names of the columns that it empties, with spaces between.
    pub cleared: Option<&'a str>,
    /// Whether it takes back what it is about.
    pub deleted: bool,
    /// What others refer to it by: server, type and id.
    pub reference: Option<&'a str>,
    /// What it refers to its patient by, in the same words.
    pub patient_reference: Option<&'a str>,
    /// What it refers to its visit by, in the same words.
    pub encounter_reference: Option<&'a str>,
}

record! {
    /// The common columns.
    Stated<'a> {
        /// hl7v2, fhir, ccda, x12, csv.
        source_format: Text;
        /// Kind of message, resource or document: ADT^A08, Encounter, 34133-9.
        message_type: Text = "MSH-9; Resource.resourceType; ClinicalDocument.code";
        /// The sender's number of it.
        message_id: Opt<Text> = "MSH-10; Resource.id; ClinicalDocument.id", phi;
        /// Position of the statement among those of its table in the message, from 1.
        statement_ordinal: Int;
        /// When what it says was so, as UTC. Statements about the same thing are ordered by it.
        stated_ts: Opt<Instant> = "EVN-6, EVN-2, OBR-22, RXA-22, MSH-7; meta.lastUpdated; effectiveTime";
        /// Whether times came without a zone and were taken as UTC.
        tz_assumed: Flag;
        /// Columns that the statement empties, by name with spaces between; what is null and not here it does not speak of.
        /// Where source_format is fhir this is always null: a resource is told whole, so that what is null is empty.
        cleared: Opt<Text> = "\"\" in HL7 v2";
        /// Whether it takes back what it is about: cancelled, deleted, entered in error.
        is_deleted: Flag;
        /// What other resources refer to this one by: the feed (or another server's address), type and id.
        reference: Opt<Text> = "resourceType and id, else fullUrl", phi, key;
        /// The patient in the same words; where patient_key is null, views find it by this.
        patient_reference: Opt<Text> = "subject, patient, beneficiary", phi, key;
        /// The visit in the same words; where encounter_key is null, views find it by this.
        encounter_reference: Opt<Text> = "encounter, context", phi, key;
    }
}

impl crate::kind::Field for Statement<'static> {
    type Value<'a> = Statement<'a>;
    type Columns = Columns;

    fn declare(_: Column, to: &mut Vec<Column>) {
        to.extend(Stated::columns());
    }
    fn start() -> Columns {
        Columns::default()
    }
    #[inline]
    fn put(columns: &mut Columns, value: Statement<'_>) {
        let stated = Stated {
            source_format: value.format,
            message_type: value.message_type,
            message_id: value.message_id,
            statement_ordinal: value.ordinal,
            stated_ts: value.stated,
            tz_assumed: value.zone_assumed,
            cleared: value.cleared,
            is_deleted: value.deleted,
            reference: value.reference,
            patient_reference: value.patient_reference,
            encounter_reference: value.encounter_reference,
        };
        Stated::append(columns, &stated);
    }
    fn take(columns: &mut Columns, to: &mut Vec<ArrayRef>) {
        to.extend(Stated::finish(columns));
    }
    fn held(columns: &Columns) -> usize {
        Stated::memory(columns)
    }
}
