//! Changes of the state as rows: cases of denials, and what was done with them.
//!
//! We write these files ourselves (`mirror`): lines of JSON, of which the first says what the file is, and each
//! other one is a row of `denial` or `work_event`, by the names of its columns. They are taken from our own
//! feed alone. A whole file is one document, known by its bytes.

use std::io::{BufRead as _, BufReader, Read};

use domain::Digest;
use domain::id::OWN_SOURCE;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use x12::Position;

use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};
use crate::identity::{doc_id, join};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Survey, Unit};
use crate::x12_file::finish_unit;

mod row;

use row::Change;

/// What units and files of this format are called.
pub(crate) const KIND: &str = "changes";

/// What every such file begins with.
const START: &[u8] = br#"{"claimlake":"changes""#;

/// The format that this version reads.
const FORMAT: u64 = 1;

/// The first line.
#[derive(Deserialize)]
struct Header {
    format: u64,
}

/// Whether a member begins as these files do.
pub(crate) fn is_header(start: &[u8]) -> bool {
    start.starts_with(START)
}

/// Why the changes in a file are not taken: they come from another feed than our own.
pub(crate) fn refusal(survey: &Survey, source_system: &str) -> Option<Refusal> {
    let holds = survey.units.iter().any(|unit| unit.kind == KIND);
    (holds && source_system != OWN_SOURCE).then(|| {
        Refusal::new(
            "source",
            "expected changes of cases from our own feed, but found them in another one's file",
        )
    })
}

/// Lines, one after the other, within a bound.
struct Lines<'r> {
    inner: BufReader<&'r mut dyn Read>,
    limit: usize,
    line: Vec<u8>,
    record: u64,
    byte: u64,
}

impl<'r> Lines<'r> {
    fn of(bytes: &'r mut dyn Read, limits: &Limits) -> Lines<'r> {
        Lines {
            inner: BufReader::new(bytes),
            limit: limits.row_bytes,
            line: vec![],
            record: 0,
            byte: 0,
        }
    }

    /// Goes to the next line; false at the end.
    fn advance(&mut self) -> Result<bool, Stop> {
        self.byte += length(self.line.len());
        self.line.clear();
        let mut most = (&mut self.inner).take(length(self.limit) + 1);
        most.read_until(b'\n', &mut self.line)?;
        self.record += 1;
        if self.line.len() > self.limit {
            let (record, limit) = (self.record, self.limit);
            return Err(Stop::Refused(Refusal::new(
                "row_too_long",
                &format!(
                    "line {record}: expected a row of at most {limit} bytes, but found a longer one"
                ),
            )));
        }
        Ok(!self.line.is_empty())
    }

    fn position(&self) -> Position {
        Position {
            record: self.record,
            byte: self.byte,
            ..Position::default()
        }
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    bounds: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut lines = Lines::of(bytes, bounds);
    let mut hasher = Sha256::new();
    while lines.advance()? {
        hasher.update(&lines.line);
        if lines.record == 1 {
            let header: Option<Header> = serde_json::from_slice(&lines.line).ok();
            if header.is_none_or(|header| header.format != FORMAT) {
                return Err(Stop::Refused(Refusal::new(
                    "format",
                    &format!("expected changes of format {FORMAT}, but found another"),
                )));
            }
        }
    }
    let content_hash = Digest::cut(hasher).to_string();
    let doc_key = join(&[KIND, &content_hash]);
    gathered.add(
        Unit {
            member: member.map(str::to_owned),
            kind: KIND.to_owned(),
            doc_id: doc_id(&doc_key, &content_hash),
            doc_key,
            content_hash,
            record: 1,
            ..Unit::default()
        },
        bounds,
    )
}

/// Pass two over a member.
pub(crate) fn convert(
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let other = || std::io::Error::other("expected the bytes of pass one, but found others");
    let unit = units.next().filter(|unit| unit.kind == KIND);
    let unit = unit.ok_or_else(other)?;
    cx.tally.cut();
    cx.enter_unit(unit);
    let before = cx.out.row_counts();
    let mut lines = Lines::of(bytes, cx.limits);
    while lines.advance()? {
        let position = lines.position();
        if lines.record == 1 {
            // The header.
            cx.tally.mapped(1);
            continue;
        }
        match serde_json::from_slice::<Change>(&lines.line) {
            Ok(change) => {
                change.write(position, cx)?;
                cx.tally.mapped(1);
            }
            Err(error) => {
                let fault = fault(position, &error);
                cx.reject_as(Refused::Row, position, 1, &fault, "json")?;
            }
        }
    }
    sets.push(finish_unit(unit, &before, cx)?);
    Ok(())
}

/// What is wrong with a line. What the parser says may repeat it, so only its kind and place are told.
fn fault(position: Position, error: &serde_json::Error) -> Fault {
    let (code, found) = match error.classify() {
        serde_json::error::Category::Data => ("value", "another value"),
        serde_json::error::Category::Eof => ("eof", "the end of the line"),
        _ => ("syntax", "something else"),
    };
    Fault {
        position,
        segment_id: String::new(),
        element: Element::default(),
        code,
        expected: format!(
            "expected a row of denial or work_event, but found {found} at byte {} of the line",
            error.column()
        ),
    }
}
