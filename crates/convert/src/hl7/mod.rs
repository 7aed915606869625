//! HL7 v2: which message fills which tables. One file a segment, or a kind of message where several segments make
//! one row; what is read of each stands in `docs/coverage.md`.
//!
//! A whole member is one unit: messages repeat each other and are re-sent in other batches, so that what counts is
//! each statement's own place in time, and not which file told it first. The id of a row's document is its message's.

use std::io::Read;

use bumpalo::Bump;
use domain::Digest;
use hl7v2::{Damaged, Defect, Event, Message, Reader};
use sha2::{Digest as _, Sha256};
use tables::WriteError;
use x12::Position;

use self::fragment::Fragments;
use self::told::Told;
use crate::context::{Context, Issue, MessagePlace, Refused, Severity};
use crate::fault::{Element, Fault};
use crate::identity::{doc_id, join, short};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_file::finish_unit;

mod appointment;
mod charge;
mod coded;
mod diagnosis;
mod document;
mod dose;
mod fragment;
mod give;
mod head;
mod insurance;
mod local;
mod master;
mod merge;
mod order;
mod patient;
mod person;
mod procedure;
mod result;
mod role;
mod said;
mod told;
mod visit;

/// What units and files of this format are called.
pub(crate) const FORMAT: &str = "hl7v2";

/// The list that codes of rejects are from: message error condition codes, ERR-3.
const CODES: &str = "HL70357";

impl From<hl7v2::Error> for Stop {
    fn from(error: hl7v2::Error) -> Self {
        let code = match error {
            hl7v2::Error::Io(error) => return Stop::from(error),
            hl7v2::Error::Empty => "empty",
            hl7v2::Error::NoMessage { .. } => "no_message",
        };
        Stop::Refused(Refusal::new(code, &error.to_string()))
    }
}

/// A place as rejects and issues have it: the batch is the interchange, the message the set.
fn place(position: hl7v2::Position) -> Position {
    Position {
        record: position.record,
        byte: position.byte,
        interchange: position.batch,
        group: 0,
        set: position.message,
        segment: position.segment,
    }
}

/// Digest of what a message says, whatever its lines end with.
fn content(message: &Message<'_>) -> Digest {
    let mut hasher = Sha256::new();
    for segment in message.segments() {
        hasher.update(segment.as_bytes());
        hasher.update(b"\r");
    }
    Digest::cut(hasher)
}

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut reader = Reader::new(bytes, limits.hl7v2());
    let mut hasher = Sha256::new();
    let mut unit = Unit {
        member: member.map(str::to_owned),
        kind: FORMAT.to_owned(),
        ..Unit::default()
    };
    while let Some(event) = reader.next_event()? {
        if unit.record == 0 {
            let position = event.position();
            (unit.record, unit.byte) = (position.record, position.byte);
        }
        match event {
            Event::Message(message) => {
                hasher.update(content(&message).0);
                if unit.sender.is_empty() {
                    begin(&mut unit, &message);
                }
            }
            Event::Damaged(damaged) => {
                unit.incomplete = true;
                hasher.update(damaged.digest);
            }
            _ => {}
        }
    }
    unit.content_hash = Digest::cut(hasher).to_string();
    unit.doc_key = join(&[FORMAT, &unit.content_hash]);
    unit.doc_id = doc_id(&unit.doc_key, &unit.content_hash);
    gathered.add(unit, limits)
}

/// What the first message says of the batch.
fn begin(unit: &mut Unit, message: &Message<'_>) {
    let words = Bump::new();
    let told = Told::new(*message, &words, "");
    let msh = message.msh().segment();
    let of = |field: usize| short(msh.field(field).component(1).as_bytes());
    unit.envelope_time = told.sent.map(|sent| sent.0);
    unit.sender = join(&[&of(3), &of(4)]);
    unit.receiver = join(&[&of(5), &of(6)]);
    unit.st_control = short(msh.field(10).as_bytes());
}

/// Pass two over a member.
pub(crate) fn convert(
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let other = || std::io::Error::other("expected the bytes of pass one, but found others");
    let unit = units
        .next()
        .filter(|unit| unit.kind == FORMAT)
        .ok_or_else(other)?;
    cx.tally.cut();
    cx.enter_unit(unit);
    let before = cx.out.row_counts();
    let source = cx.place.source_system().to_owned();
    let mut words = Bump::new();
    let mut fragments = Fragments::default();
    let mut reader = Reader::new(bytes, cx.limits.hl7v2());
    while let Some(event) = reader.next_event()? {
        let records = event.records();
        match event {
            Event::Message(message) if fragments.take(&message) => {
                cx.leave_message();
                fragment::refuse(&message, cx)?;
            }
            Event::Message(message) => {
                words.reset();
                one(&mut Told::new(message, &words, &source), cx)?;
            }
            Event::Header(_) | Event::Trailer(_) => cx.tally.mapped(records),
            Event::Outside(segment) => {
                let name = hl7v2::segment_name(segment.id());
                cx.tally
                    .ignored(&format!("segment {name} outside a message"), records);
            }
            Event::Preamble(_) => cx.tally.ignored("preamble", records),
            Event::Noise(_) => cx.tally.ignored("text outside of messages", records),
            Event::Damaged(damaged) => damage(&damaged, cx)?,
            Event::Defect(defect) => note(&defect, cx)?,
        }
    }
    cx.leave_message();
    sets.push(finish_unit(unit, &before, cx)?);
    Ok(())
}

/// One message: what all messages say alike, then what its kind says, then the accounting.
fn one<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let message = told.message;
    let said = content(&message);
    cx.enter_message(MessagePlace {
        doc_id: Digest::of(&[FORMAT.as_bytes(), &said.0]).to_string(),
        event_time: told.sent,
        is_test: matches!(
            message.msh().segment().field(11).as_bytes().first(),
            Some(b'T' | b'D')
        ),
    });
    if message.charset().is_assumed() && message.charset().name() != "UTF-8" {
        cx.latin1(place(message.position()))?;
    }
    patient::identify(told);
    visit::identify(told);
    head::write(told, cx)?;
    let kind = message.kind();
    let is_read = specific(kind.code(), told, cx)?;
    local::write(told, cx)?;
    account(told, is_read, cx);
    Ok(())
}

/// What a kind of message says; false where nothing is read of it.
fn specific<'m>(code: &str, told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<bool, WriteError> {
    match code {
        "ADT" | "BAR" | "SIU" | "DFT" | "MDM" | "RAS" | "VXU" => alike(told, cx)?,
        "ORM" | "OML" | "OMG" | "OMP" | "OMI" | "RDE" | "RDS" | "RGV" | "ORU" | "OUL" => {
            alike(told, cx)?;
            order::write(told, cx)?;
        }
        "MFN" | "ACK" => {}
        _ => return Ok(false),
    }
    match code {
        "ADT" => {
            visit::write_location(told, cx)?;
            visit::write_providers(told, cx)?;
            merge::write(told, cx)?;
        }
        "SIU" => appointment::write(told, cx)?,
        "ORU" | "OUL" => result::write(told, cx)?,
        "RGV" => give::write(told, cx)?,
        "RAS" => dose::write_drugs(told, cx)?,
        "VXU" => dose::write_vaccines(told, cx)?,
        "MFN" => master::write(told, cx)?,
        _ => {}
    }
    Ok(true)
}

/// What every message about a patient says alike.
fn alike<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    visit::note_nameless(told, cx)?;
    patient::write(told, cx)?;
    visit::write(told, cx)?;
    insurance::write(told, cx)?;
    diagnosis::write(told, cx)?;
    procedure::write(told, cx)?;
    // Orders and results carry charges and documents too.
    charge::write(told, cx)?;
    document::write(told, cx)
}

/// Every segment fed a row, was refused (and counted then), or is ignored by name.
fn account(told: &Told<'_>, is_read: bool, cx: &mut Context<'_>) {
    for segment in told.message.segments() {
        match told.standing(segment) {
            told::Standing::Mapped => cx.tally.mapped(1),
            told::Standing::Refused => {}
            told::Standing::Ignored if is_read => {
                cx.ignore_named(hl7v2::segment_name(segment.id()), segment.position().record);
            }
            told::Standing::Ignored => {
                cx.tally.ignored(&format!("message {}", told.kind), 1);
            }
        }
    }
}

/// A line or message that can't be read.
fn damage(damaged: &Damaged, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let position = place(damaged.position);
    let fault = Fault {
        position,
        segment_id: String::new(),
        element: Element::default(),
        code: damaged.damage.code(),
        expected: format!("expected {}, but found none", damaged.damage.expected()),
    };
    let what = match damaged.segments {
        1 => Refused::Segment,
        _ => Refused::Loop,
    };
    cx.reject_as(what, position, damaged.segments, &fault, CODES)
}

/// Notes what is wrong with a message, batch or frame, by the standard's own code.
fn note(defect: &Defect, cx: &mut Context<'_>) -> Result<(), WriteError> {
    cx.issue(
        place(defect.position),
        &Issue {
            rule_id: &format!("{CODES}_{}", defect.code),
            level: defect.level.as_str(),
            segment_id: "",
            element: Element::default(),
            expected: &defect.expected(),
            found: &defect.found(),
            severity: Severity::Warning,
        },
    )
}
