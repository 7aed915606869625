//! Messages that are only a part of one: continued by DSC and ADD (HL7 2.8 chapter 2.10.2).
//!
//! No interface of healthcare is known to send them over files, so they are refused by name: what half of a message
//! says of a patient must not be taken for the whole of it.

use std::collections::VecDeque;

use domain::Digest;
use hl7v2::Message;
use tables::WriteError;

use super::{CODES, place};
use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};

/// Continuations that are waited for at once.
const WAITING: usize = 64;

/// Pointers (DSC-1) that further messages are expected to continue (MSH-14).
#[derive(Debug, Default)]
pub(super) struct Fragments(VecDeque<Digest>);

impl Fragments {
    /// Whether a message is a part of one. It is a fragment where it is to be continued, where a segment of it goes on
    /// (ADD), and where it goes on with what came before.
    pub(super) fn take(&mut self, message: &Message<'_>) -> bool {
        let text = |segment: hl7v2::Segment<'_>, field: usize| {
            let text = segment.field(field).as_bytes().trim_ascii();
            (!text.is_empty()).then(|| Digest::of(&[text]))
        };
        let continues = text(message.msh().segment(), 14);
        let known = continues.filter(|it| self.0.contains(it));
        if let Some(known) = known {
            self.0.retain(|it| *it != known);
        }
        let goes_on = message.first(b"DSC").and_then(|dsc| {
            // An answer to a query that can be asked further is whole (DSC-2 I).
            let is_answer = dsc.field(2).as_bytes().trim_ascii() == b"I";
            text(dsc, 1).filter(|_| !is_answer)
        });
        if let Some(pointer) = goes_on {
            if self.0.len() >= WAITING {
                self.0.pop_front();
            }
            self.0.push_back(pointer);
        }
        goes_on.is_some() || known.is_some() || message.first(b"ADD").is_some()
    }
}

/// Refuses it, with all its segments.
pub(super) fn refuse(message: &Message<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let position = place(message.position());
    let named = [&b"DSC"[..], b"ADD"]
        .iter()
        .find_map(|id| message.first(id));
    let at = named.map_or(position, |segment| place(segment.position()));
    let id = named.map_or("MSH", |segment| hl7v2::segment_name(segment.id()));
    let fault = Fault {
        position: at,
        segment_id: id.to_owned(),
        element: match id {
            "MSH" => Element::Of(14, 0),
            _ => Element::default(),
        },
        // HL7 table 0357: no code speaks of fragments; the one for what no other covers.
        code: "207",
        expected: "expected a whole message, but found a part of one that others continue"
            .to_owned(),
    };
    let segments = u64::try_from(message.segment_count()).unwrap_or(u64::MAX);
    cx.reject_as(Refused::Loop, position, segments, &fault, CODES)
}
