//! X12, pass one: which documents a member has, and what identifies each of them.

use std::io::Read;

use x12::{Canonical, Damage, Damaged, Event, Kind, Reader, Segment, SetStart};

use crate::envelope::Envelope;
use crate::identity::{Identity, doc_id, key_by_content, short};
use crate::limits::Limits;
use crate::member::Stop;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_ta1;

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut reader = Reader::new(bytes, limits.x12());
    let mut envelope = Envelope::default();
    let mut canonical = Canonical::new();
    let mut set: Option<(Unit, Option<Identity>)> = None;
    while let Some(event) = reader.next_event()? {
        match event {
            Event::InterchangeStart(isa) => envelope = Envelope::interchange(&isa),
            Event::GroupStart(gs) => envelope.group(&gs),
            Event::GroupEnd(_) => envelope.leave_group(),
            Event::Outside(segment) if is_ta1(&segment) => {
                canonical.push(&segment);
                let hash = domain::Digest(canonical.finish()).to_string();
                gathered.add(
                    identified(answer(member, &segment, &envelope), hash),
                    limits,
                )?;
            }
            Event::SetStart(start) => {
                let identity = (start.kind == Kind::Remittance).then(Identity::default);
                set = Some((begin(member, &start, &envelope), identity));
            }
            Event::Segment(segment) => {
                canonical.push(&segment);
                if let Some((_, Some(identity))) = &mut set {
                    identity.push(&segment);
                }
            }
            Event::Damaged(damaged) if ends_nowhere(&damaged) => {
                return Err(Stop::Refused(too_long(&damaged, limits)));
            }
            Event::Damaged(damaged) => {
                let Some((unit, identity)) = &mut set else {
                    continue;
                };
                unit.incomplete = true;
                canonical.push_damaged(&damaged);
                if let Some(identity) = identity {
                    identity.damage(&damaged);
                }
            }
            Event::SetEnd(end) => {
                if !end.trailer {
                    canonical.push_missing_trailer();
                }
                let hash = domain::Digest(canonical.finish()).to_string();
                let Some((mut unit, identity)) = set.take() else {
                    continue;
                };
                unit.incomplete |= !end.trailer;
                let unit = match identity {
                    Some(identity) => known_by(identity.key(unit.test, &hash), unit, hash),
                    None => identified(unit, hash),
                };
                gathered.add(unit, limits)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Too long, and no binary data, whose end is known.
fn ends_nowhere(damaged: &Damaged) -> bool {
    damaged.damage == Damage::TooLong && !matches!(damaged.seems(), b"BIN" | b"BDS")
}

/// Most often a terminator is missing, and whose the rest is nobody knows.
fn too_long(damaged: &Damaged, limits: &Limits) -> Refusal {
    let x12::Position { record, byte, .. } = damaged.position;
    let most = limits.segment_bytes;
    Refusal::new(
        "segment_too_long",
        &format!(
            "record {record}, byte {byte}: expected a segment of at most {most} bytes, but found a longer one"
        ),
    )
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A document that is known by what it says.
fn identified(unit: Unit, hash: String) -> Unit {
    let mut key = key_by_content(&unit.kind, &unit.sender, &unit.receiver, unit.test, &hash);
    if matches!(unit.kind.as_str(), "999" | "997") {
        // It says which numbers it answers and not when, and numbers are used again.
        let day = unit
            .envelope_time
            .map_or(0, |micros| micros.div_euclid(DAY));
        key = format!("{key}|{day}");
    }
    known_by(key, unit, hash)
}

fn known_by(doc_key: String, unit: Unit, hash: String) -> Unit {
    Unit {
        doc_id: doc_id(&doc_key, &hash),
        doc_key,
        content_hash: hash,
        ..unit
    }
}

pub(crate) fn is_ta1(segment: &Segment<'_>) -> bool {
    segment.id() == b"TA1"
}

/// A TA1 as a document.
fn answer(member: Option<&str>, segment: &Segment<'_>, envelope: &Envelope) -> Unit {
    let position = segment.position();
    Unit {
        kind: x12_ta1::KIND.to_owned(),
        st_control: short(segment.element(1)),
        set: 0,
        ..placed(member, position, envelope)
    }
}

fn begin(member: Option<&str>, start: &SetStart<'_>, envelope: &Envelope) -> Unit {
    Unit {
        kind: start.kind.as_str().to_owned(),
        st_control: short(start.st.control_number()),
        ..placed(member, start.st.segment().position(), envelope)
    }
}

fn placed(member: Option<&str>, position: x12::Position, envelope: &Envelope) -> Unit {
    Unit {
        ordinal: 0,
        member: member.map(str::to_owned),
        envelope_time: envelope.gs_time.or(envelope.isa_time),
        isa_control: envelope.isa_control.clone(),
        gs_control: envelope.gs_control.clone(),
        sender: envelope.sender.clone(),
        receiver: envelope.receiver.clone(),
        test: envelope.test,
        interchange: position.interchange,
        group: position.group,
        set: position.set,
        record: position.record,
        byte: position.byte,
        ..Unit::default()
    }
}
