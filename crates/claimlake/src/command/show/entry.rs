//! What is shown, whatever it is shown as.

use convert::Survey;
use schemars::JsonSchema;
use serde::Serialize;

use super::fate::Fates;

/// `claimlake show FILE --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Shown {
    /// What was found in the file.
    pub(crate) sets: Vec<SetLine>,
    /// Segments in order, each with what it became.
    pub(crate) entries: Vec<Entry>,
}

/// A document of the file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct SetLine {
    /// Its number for `--set`.
    pub(crate) set: u32,
    /// 835, 837P ….
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Its control number.
    pub(crate) control_number: String,
    /// Of a test interchange?
    pub(crate) test: bool,
    /// Segments in it.
    pub(crate) read: u64,
    /// Those that fed a row.
    pub(crate) mapped: u64,
    /// Those that were refused.
    pub(crate) rejected: u64,
    /// Those that were left out.
    pub(crate) ignored: u64,
}

/// What stands above the segments.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) sets: Vec<SetLine>,
    /// Notes that belong to no segment.
    pub(crate) notes: Vec<String>,
}

impl Heading {
    pub(crate) fn of(survey: &Survey, fates: &Fates, set: Option<u32>) -> Heading {
        let lines = survey.units.iter().zip(fates.sets());
        let all = lines.map(|(unit, report)| SetLine {
            set: unit.ordinal,
            kind: unit.kind.clone(),
            control_number: unit.st_control.clone(),
            test: unit.test,
            read: report.records.read,
            mapped: report.records.mapped,
            rejected: report.records.rejected,
            ignored: report.records.ignored,
        });
        Heading {
            sets: all
                .filter(|line| set.is_none_or(|set| line.set == set))
                .collect(),
            notes: fates.ignored(),
        }
    }
}

impl Shown {
    pub(crate) fn of(heading: &Heading) -> Shown {
        Shown {
            sets: heading.sets.clone(),
            entries: vec![],
        }
    }
}

/// A segment as it is shown.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Entry {
    /// How deep in the loops it stands, from 0.
    pub(crate) depth: usize,
    /// The loop that it begins, as 2100.
    #[serde(rename = "loop")]
    pub(crate) begins: Option<&'static str>,
    /// Segment in the member, from 1.
    pub(crate) record: u64,
    /// Its id.
    pub(crate) segment: String,
    /// Its name, in our words.
    pub(crate) name: &'static str,
    /// Its elements that were sent.
    pub(crate) elements: Vec<Element>,
    /// What it became.
    pub(crate) became: Became,
    /// Tables that got a row at it.
    pub(crate) tables: Vec<&'static str>,
    /// What is wrong here.
    pub(crate) notes: Vec<String>,
}

/// What a segment became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Became {
    /// It fed a row, its own or that of its loop.
    Mapped,
    /// It was refused.
    Rejected,
    /// It was left out.
    Ignored,
    /// It holds others: an envelope.
    Envelope,
}

/// An element or component that was sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Element {
    /// 03, or 01-2 of a composite.
    pub(crate) number: String,
    /// Its name, in our words; empty where we have none.
    pub(crate) name: &'static str,
    /// What was sent.
    pub(crate) value: String,
}
