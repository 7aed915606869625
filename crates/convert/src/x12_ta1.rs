//! TA1: whether an interchange that was sent could be read. It stands in an interchange and in no set,
//! and is a document of its own.

use domain::date;
use tables::{ClaimAck, Micros, WriteError};
use x12::segment::Ta1;

use crate::context::{Context, at};
use crate::fault::{Element, Fault};
use crate::identity::text;
use crate::items::given;

/// Its kind among units.
pub(crate) const KIND: &str = "TA1";

/// Writes its row.
pub(crate) fn write(ta1: Ta1<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let segment = ta1.segment();
    let day =
        date::parse_yymmdd(ta1.date()).map_err(|e| Fault::date(&segment, Element::Of(2, 0), e));
    let time =
        date::parse_time(ta1.time()).map_err(|e| Fault::date(&segment, Element::Of(3, 0), e));
    let answered_ts = match (day, time) {
        (Ok(day), Ok(time)) => date::micros_as_utc(day.to_datetime(time)).map(Micros),
        (Err(fault), _) | (_, Err(fault)) => {
            cx.lost("bad_date", &fault)?;
            None
        }
    };
    let [control, code, note] = [ta1.control_number(), ta1.code(), ta1.note()].map(text);
    cx.tally.mapped(1);
    let unit = cx.place.origin();
    cx.out.claim_ack().append(&ClaimAck {
        origin: at(&unit, segment.position(), false),
        ack_type: KIND,
        level: "interchange",
        status_ordinal: i32::from(!code.is_empty()),
        category_code: given(&code),
        status_code: given(&note),
        answered_interchange: given(&control),
        answered_ts,
        ..ClaimAck::default()
    })
}

/// Every element that ends in a cell.
pub const ELEMENTS: &[&str] = &["TA101", "TA102", "TA103", "TA104", "TA105"];
