//! C-CDA: which part of a document fills which tables. One file a section family; what is read of each stands in
//! `docs/coverage.md`.
//!
//! A document is one unit. Its key is `setId` (else `id`), `versionNumber` and the digest of what it says, so that
//!
//! * the same document again, in other bytes or in another wrapper, is a duplicate of the first;
//! * the same `setId` and version with another content is a document of its own. Systems that make documents on demand
//!   count no versions, and two contents under one key would be held until a person decides, as payments are. Nothing
//!   of a clinical document has to be: its rows are statements, each with its own time, and the later one holds;
//! * a new version is a document of its own. Which one holds is seen in `clinical_note`, whose rows share the
//!   `document_id` (`setId`) and differ in `version` and `stated_ts`, and is decided in views.
//!
//! Who is named by a social security number alone, which is never kept, is a patient of that document (in all its
//! versions), so that its rows stay together. Words of a narrative that no entry refers to are no part of that digest: no row has them.

use std::collections::HashSet;
use std::io::Read;

use bumpalo::Bump;
use ccda::{Damaged, Defect, Event, Reader};
use tables::WriteError;
use x12::Position;

use self::fingerprint::Found;
use self::told::Told;
use crate::context::{Context, Issue, Refused, Severity};
use crate::fault::{Element, Fault};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::x12_file::finish_unit;

mod begins;
mod coded;
mod coverage;
mod document;
mod embedded;
mod encounter;
mod fingerprint;
mod header;
mod immunization;
mod medication;
mod patient;
mod person;
mod plan;
mod problem;
mod procedure;
mod result;
mod said;
mod section;
mod supply;
mod told;

pub(crate) use self::begins::is_document;
pub(crate) use self::embedded::convert_embedded;
pub(crate) use self::told::{Inside, Ordinals};

/// What units and files of this format are called.
pub(crate) const FORMAT: &str = "ccda";

/// The list that codes of rejects and issues are from: FHIR's value set issue-type, since C-CDA has none of its own.
pub(crate) const CODES: &str = "issue-type";

impl From<ccda::Error> for Stop {
    fn from(error: ccda::Error) -> Self {
        let code = match error {
            ccda::Error::Io(error) => return Stop::from(error),
            ccda::Error::Empty => "empty",
            ccda::Error::NoDocument { .. } => "no_document",
            ccda::Error::Doctype { .. } => "document_type",
            ccda::Error::NotWellFormed { .. } => "not_well_formed",
        };
        Stop::Refused(Refusal::new(code, &error.to_string()))
    }
}

/// A place as rejects and issues have it: the section is the group, the document the set, the entry the segment.
fn place(position: ccda::Position) -> Position {
    Position {
        record: position.record,
        byte: position.byte,
        interchange: 0,
        group: position.section,
        set: position.document,
        segment: position.entry,
    }
}

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut reader = Reader::new(bytes, limits.ccda());
    let mut found: Option<Found> = None;
    while let Some(event) = reader.next_event()? {
        if matches!(event, Event::Defect(_)) {
            continue;
        }
        let one = found.get_or_insert_with(|| Found::begin(member, event.position()));
        one.push(&event);
        if matches!(event, Event::End(_))
            && let Some(one) = found.take()
        {
            gathered.add(one.finish(), limits)?;
        }
    }
    match found {
        Some(one) => gathered.add(one.finish(), limits),
        None => Ok(()),
    }
}

/// Pass two over a member.
pub(crate) fn convert(
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let source = cx.place.source_system().to_owned();
    let mut reader = Reader::new(bytes, cx.limits.ccda());
    let mut words = Bump::new();
    loop {
        words.reset();
        let Some(unit) = one(&mut reader, &words, &source, units, cx)? else {
            return Ok(());
        };
        sets.push(unit);
    }
}

/// One document; `None` where no other follows.
fn one(
    reader: &mut Reader<&mut dyn Read>,
    words: &Bump,
    source: &str,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
) -> Result<Option<SetReport>, Stop> {
    let other = || std::io::Error::other("expected the bytes of pass one, but found others");
    let mut told = Told::new(words, source);
    let mut open = None;
    let mut entry_words = Bump::new();
    while let Some(event) = reader.next_event()? {
        let is_end = matches!(event, Event::End(_));
        if open.is_none() && !matches!(event, Event::Defect(_)) {
            let unit = units
                .next()
                .filter(|unit| unit.kind == FORMAT)
                .ok_or_else(other)?;
            cx.tally.cut();
            cx.enter_unit(unit);
            told.document = words.alloc_str(&unit.doc_id);
            open = Some((unit, cx.out.row_counts()));
        }
        document::take(&event, &mut told, &entry_words, cx)?;
        entry_words.reset();
        if is_end {
            break;
        }
    }
    let Some((unit, before)) = open else {
        return Ok(None);
    };
    document::finish(&mut told, cx)?;
    Ok(Some(finish_unit(unit, &before, cx)?))
}

/// A part of a document that can't be read.
fn damage(damaged: &Damaged, told: &Told<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let position = told.place(damaged.position);
    // What is open is known by its innermost template.
    let segment_id = damaged
        .templates
        .last()
        .map_or(damaged.part.as_str(), |name| *name);
    let fault = Fault {
        position,
        segment_id: segment_id.to_owned(),
        element: Element::default(),
        code: damaged.damage.code(),
        expected: format!("expected {}, but found none", damaged.damage.expected()),
    };
    cx.reject_as(Refused::Loop, position, told.records(1), &fault, CODES)
}

/// Notes what is wrong with a document, by the standard's own code.
fn note(defect: &Defect, told: &Told<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    cx.issue(
        told.place(defect.position),
        &Issue {
            rule_id: &format!("{CODES}_{}", defect.code()),
            level: "document",
            segment_id: "",
            element: Element::default(),
            expected: defect.expected(),
            found: defect.found(),
            severity: Severity::Warning,
        },
    )
}

/// Providers of a document that have a row.
type Seen = HashSet<String>;
