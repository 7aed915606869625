//! What became of each segment, from a conversion on trial.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use anyhow::{Result, bail};
use convert::{Limits, Report, SetReport, Survey};

use super::entry::Became;
use crate::command::trial::{Row, Trial};

/// A segment: the member it is in, and its number there.
type Place = (Option<String>, u64);

/// What became of a file's segments.
#[derive(Debug, Default)]
pub(crate) struct Fates {
    tables: BTreeMap<Place, BTreeSet<&'static str>>,
    notes: BTreeMap<Place, Vec<String>>,
    /// The first of a run that was refused, and how many it is.
    refused: BTreeMap<Place, u64>,
    report: Report,
    /// Segments that were left out one by one.
    ignored: BTreeSet<Place>,
}

impl Fates {
    /// Converts the file, and looks at the rows of one document or of all.
    pub(crate) fn of(
        file: &mut File,
        survey: &Survey,
        limits: &Limits,
        set: Option<u32>,
        most: u64,
    ) -> Result<Fates> {
        let mut trial = Trial::of(file, survey, limits, |_| true)?;
        let report = std::mem::take(&mut trial.report);
        let at = set.and_then(|set| usize::try_from(set).ok()?.checked_sub(1));
        let one = at.and_then(|at| report.sets.get(at));
        let read = match set {
            Some(_) => one.map_or(0, |one| one.records.read),
            None => report.records.read,
        };
        if read > most {
            bail!(
                "expected at most {most} segments to show, but found {read}; `--set N` shows one set"
            );
        }
        let only = one.map(|one| one.unit_id.clone());
        let mut fates = Fates {
            ignored: report.ignored_at.iter().cloned().collect(),
            report,
            ..Fates::default()
        };
        trial.rows(&mut |table, row| fates.take(table, row, only.as_deref()))?;
        Ok(fates)
    }

    fn take(&mut self, table: &'static str, row: Row<'_>, only: Option<&str>) {
        if only.is_some_and(|only| row.text("unit_id").as_deref() != Some(only)) {
            return;
        }
        let Some(record) = row.number("record") else {
            return;
        };
        let place = (row.text("member"), record);
        let get = |name: &str| row.text(name).unwrap_or_default();
        match table {
            "unit" | "file" => {}
            "reject" => {
                let first = row.number("segment").unwrap_or_default();
                let fault = row.number("at_segment").unwrap_or(first);
                let at = record + fault.saturating_sub(first);
                let segments = row.number("segments").unwrap_or(1);
                self.refused.insert(place.clone(), segments);
                let element = get("element_position");
                let what = format!("{}{element}", get("segment_id"));
                let (list, code, expected) = (get("code_list"), get("code"), get("expected"));
                let note = format!("{list} {code} {what}: {expected}");
                self.notes.entry((place.0, at)).or_default().push(note);
            }
            "dq_issue" => {
                let (rule, segment, element) = (get("rule_id"), get("segment_id"), get("position"));
                let (expected, found) = (get("expected"), get("found"));
                let note =
                    format!("{rule} {segment}{element}: expected {expected}, but found {found}");
                self.notes.entry(place).or_default().push(note);
            }
            _ => {
                self.tables.entry(place).or_default().insert(table);
            }
        }
    }

    /// The sets in order.
    pub(crate) fn sets(&self) -> &[SetReport] {
        &self.report.sets
    }

    /// What was left out in the whole file, by name.
    pub(crate) fn ignored(&self) -> Vec<String> {
        let counts = self.report.ignored.iter();
        counts
            .map(|(name, n)| format!("{n} ignored: {name}"))
            .collect()
    }

    /// The tables that got a row at a segment.
    pub(crate) fn tables(&self, place: &Place) -> Vec<&'static str> {
        self.tables
            .get(place)
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    /// What is wrong at a segment.
    pub(crate) fn notes(&self, place: &Place) -> Vec<String> {
        self.notes.get(place).cloned().unwrap_or_default()
    }

    /// What a segment of a set that is read became.
    pub(crate) fn became(&self, place: &Place) -> Became {
        let mut before = self.refused.range((place.0.clone(), 0)..=place.clone());
        let is_refused = before
            .next_back()
            .is_some_and(|((_, first), segments)| place.1 < first + segments);
        if is_refused {
            Became::Rejected
        } else if self.ignored.contains(place) {
            Became::Ignored
        } else {
            Became::Mapped
        }
    }
}
