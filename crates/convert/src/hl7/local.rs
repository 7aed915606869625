//! Z-segments: what a site says in segments of its own, kept whole.

use hl7v2::Segment;
use tables::{WriteError, ZSegment};

use super::place;
use super::told::Told;
use crate::context::{Context, at, int};

/// Writes a row for each.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let all = told
        .message
        .segments()
        .filter(|segment| segment.id().first() == Some(&b'Z'));
    for segment in all {
        told.used(segment);
        let fields = fields(segment);
        let id = String::from_utf8_lossy(segment.id());
        let unit = cx.place.origin();
        cx.out.z_segment().append(&ZSegment {
            origin: at(&unit, place(segment.position()), false),
            segment_ordinal: int(segment.position().segment),
            segment_id: &id,
            message_type: told.kind,
            patient_key: told.patient,
            encounter_key: told.encounter,
            fields: &fields,
        })?;
    }
    Ok(())
}

/// Its fields as a JSON array of texts.
fn fields(segment: Segment<'_>) -> String {
    let all = (1..=segment.field_count()).map(|number| segment.field(number).text().decode());
    serde_json::to_string(&all.collect::<Vec<_>>()).unwrap_or_default()
}
