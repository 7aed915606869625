//! MSH, EVN, MSA and ERR: the message itself, which every feed is watched by.

use hl7v2::Segment;
use tables::{Message, WriteError};

use super::place;
use super::told::Told;
use crate::context::{Context, at, long};

/// Writes the row.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let msh = told.message.msh().segment();
    let mut said = told.take(msh);
    let count = u64::try_from(told.message.segment_count()).unwrap_or(u64::MAX);
    let mut row = Message {
        message_ordinal: i64::from(msh.position().message),
        message_code: told.words.alloc_str(told.message.kind().code()),
        trigger_event: Some(told.event).filter(|event| !event.is_empty()),
        sending_application: said.text("", (3, 1)),
        sending_facility: said.text("", (4, 1)),
        receiving_application: said.text("", (5, 1)),
        receiving_facility: said.text("", (6, 1)),
        message_ts: said.instant("", (7, 0)),
        control_id: said.text("", (10, 0)),
        processing_id: said.text("", (11, 1)),
        version: said.text("", (12, 1)),
        sequence_number: said.text("", (13, 0)),
        charset: told.message.charset().name(),
        segments: long(count),
        ..Message::default()
    };
    let of = |id: &[u8]| -> Option<Segment<'m>> {
        let segment = told.message.first(id)?;
        told.used(segment);
        Some(segment)
    };
    if let Some(evn) = of(b"EVN") {
        let said = said.of(evn);
        row.recorded_ts = said.instant("", (2, 0));
        row.occurred_ts = said.instant("", (6, 0));
    }
    if let Some(msa) = of(b"MSA") {
        let said = said.of(msa);
        row.ack_code = said.text("", (1, 0));
        row.acked_control_id = said.text("", (2, 0));
        row.error_code = said.text("", (6, 1));
    }
    if let Some(err) = of(b"ERR") {
        row.error_code = said.of(err).text("", (3, 1)).or(row.error_code);
    }
    let incomplete = said.note(cx)?;
    let unit = cx.place.origin();
    let origin = at(&unit, place(msh.position()), incomplete);
    cx.out.message().append(&Message { origin, ..row })
}
