//! What views leave out: units and whole generations of files, from the log in `excluded_unit`.
//!
//! A part that ingest wrote holds one generation of one file, and its name says which. A folded one holds
//! many, divided by what counted at the batch that its name says. So most parts are known to be wholly in or
//! wholly out, and only those with some excluded unit, or folded before something changed that may be in
//! them, are filtered by row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Int32Type, Int64Type, Schema};
use tables::part::ASIDE;

use crate::error::{Error, Result};

/// Characters of a file id that stand in names of parts and in unit ids.
const SHORT_ID: usize = 24;

/// What is excluded at one HEAD, with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Exclusions {
    units: BTreeMap<String, String>,
    files: BTreeMap<(String, i32), String>,
    partly: BTreeSet<String>,
    wholly: BTreeSet<String>,
    /// By generation, the batch that it came with and the newest one that said anything about it.
    changed: BTreeMap<String, Span>,
}

/// Batches from one on and up to another one, which is no part of it.
type Span = (i64, i64);

/// Batches at which folds were prepared that may hold rows whose standing changed afterwards: in order, and
/// none touches the next.
#[derive(Debug, Default)]
pub(crate) struct Unsettled(Vec<Span>);

impl Unsettled {
    fn of(mut spans: Vec<Span>) -> Unsettled {
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => joined.push((from, to)),
            }
        }
        Unsettled(joined)
    }

    fn holds(&self, batch: i64) -> bool {
        let after = self.0.partition_point(|(from, _)| *from <= batch);
        let last = after.checked_sub(1).and_then(|at| self.0.get(at));
        last.is_some_and(|(_, to)| batch < *to)
    }
}

/// What the exclusions mean for one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every row counts.
    Whole,
    /// Rows must be looked at.
    Partly,
    /// No row counts.
    Out,
}

impl Exclusions {
    /// The newest entry of each unit and of each generation, where it is active. `batches` are rows of
    /// `excluded_unit`, in any order.
    pub(crate) fn read(batches: &[RecordBatch]) -> Result<Exclusions> {
        let mut units: BTreeMap<String, (i64, Option<String>)> = BTreeMap::new();
        let mut files: BTreeMap<(String, i32), (i64, Option<String>)> = BTreeMap::new();
        let mut changed: BTreeMap<String, Span> = BTreeMap::new();
        for rows in batches {
            let log = Log::of(rows)?;
            for row in 0..rows.num_rows() {
                let n = log.batch.value(row);
                let of = generation(log.file.value(row), log.generation.value(row));
                let (_, newest_of) = changed.entry(of).or_insert((log.since.value(row), n));
                *newest_of = n.max(*newest_of);
                let reason = log
                    .active
                    .value(row)
                    .then(|| log.reason.value(row).to_owned());
                match log.scope.value(row) {
                    "unit" => newest(&mut units, log.unit.value(row).to_owned(), n, reason),
                    _ => {
                        let key = (log.file.value(row).to_owned(), log.generation.value(row));
                        newest(&mut files, key, n, reason);
                    }
                }
            }
        }
        Ok(Exclusions {
            changed,
            ..Exclusions::of(active(units), active(files))
        })
    }

    fn of(units: BTreeMap<String, String>, files: BTreeMap<(String, i32), String>) -> Exclusions {
        let partly = units
            .keys()
            .filter_map(|unit| generation_of(unit))
            .map(str::to_owned)
            .collect();
        let wholly = files.keys().map(|(file, g)| generation(file, *g)).collect();
        Exclusions {
            units,
            files,
            partly,
            wholly,
            changed: BTreeMap::new(),
        }
    }

    /// Nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.files.is_empty()
    }

    /// Units and why.
    #[must_use]
    pub fn units(&self) -> &BTreeMap<String, String> {
        &self.units
    }

    /// Generations of files and why.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<(String, i32), String> {
        &self.files
    }

    /// Which folded parts among these may hold rows whose standing changed since they were folded. A
    /// generation whose own parts are there is in no folded one, as it is folded whole; nor is one that came
    /// after the fold.
    pub(crate) fn unsettled<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Unsettled {
        let own: BTreeSet<&str> = paths.filter_map(|path| generation_of(name(path))).collect();
        let others = self.changed.iter().filter(|(of, _)| !own.contains(&***of));
        Unsettled::of(others.map(|(_, span)| *span).collect())
    }

    /// What they mean for the part at this path, where `unsettled` is what [`Exclusions::unsettled`] says of
    /// all parts of the table.
    pub(crate) fn of_part(&self, path: &str, unsettled: &Unsettled) -> Part {
        let name = name(path);
        if let Some(of) = generation_of(name) {
            return match of {
                of if self.wholly.contains(of) => Part::Out,
                of if self.partly.contains(of) => Part::Partly,
                _ => Part::Whole,
            };
        }
        match folded_at(name) {
            Some(at) if !unsettled.holds(at) => match is_aside(path) {
                true => Part::Out,
                false => Part::Whole,
            },
            _ if self.is_empty() => Part::Whole,
            _ => Part::Partly,
        }
    }

    /// Why a row of this origin does not count.
    pub(crate) fn reason(&self, file: &str, generation: i32, unit: Option<&str>) -> Option<&str> {
        let of_file = || self.files.get(&(file.to_owned(), generation));
        let of_unit = || self.units.get(unit?);
        of_file().or_else(of_unit).map(String::as_str)
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_aside(path: &str) -> bool {
    let tier = path.split('/').next().and_then(|t| t.strip_prefix("tier="));
    tier == Some(ASIDE)
}

/// The batch that a folded part was prepared at: `fold-{batch}-…`.
fn folded_at(name: &str) -> Option<i64> {
    name.strip_prefix("fold-")?.split('-').next()?.parse().ok()
}

fn generation(file: &str, generation: i32) -> String {
    let short: String = file.chars().take(SHORT_ID).collect();
    format!("{short}-{generation}")
}

/// The generation that a unit id or a part's name belongs to: `{24 hex}-{generation}`.
fn generation_of(name: &str) -> Option<&str> {
    let (id, rest) = name.split_at_checked(SHORT_ID)?;
    let digits = rest
        .strip_prefix('-')?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let is_id = id.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_id || digits == 0 || rest.as_bytes().get(1 + digits) != Some(&b'-') {
        return None;
    }
    name.get(..SHORT_ID + 1 + digits)
}

fn newest<K: Ord>(
    known: &mut BTreeMap<K, (i64, Option<String>)>,
    key: K,
    n: i64,
    reason: Option<String>,
) {
    // Two entries of one batch for one scope do not happen; if they did, the order of files must not
    // decide, so the reasons do.
    let entry = known.entry(key).or_insert((i64::MIN, None));
    if (n, &reason) > (entry.0, &entry.1) {
        *entry = (n, reason);
    }
}

fn active<K: Ord>(known: BTreeMap<K, (i64, Option<String>)>) -> BTreeMap<K, String> {
    known
        .into_iter()
        .filter_map(|(key, (_, reason))| Some((key, reason?)))
        .collect()
}

/// The columns of the log, as plain strings and numbers.
struct Log {
    batch: arrow::array::PrimitiveArray<Int64Type>,
    scope: StringArray,
    unit: StringArray,
    file: StringArray,
    generation: arrow::array::PrimitiveArray<Int32Type>,
    reason: StringArray,
    active: arrow::array::BooleanArray,
    since: arrow::array::PrimitiveArray<Int64Type>,
}

impl Log {
    fn of(rows: &RecordBatch) -> Result<Log> {
        let column = |name: &str, kind: &DataType| {
            let found = rows
                .column_by_name(name)
                .ok_or_else(|| Error::damaged(format!("excluded_unit: expected column {name}")))?;
            arrow::compute::cast(found, kind)
                .map_err(|e| Error::damaged(format!("excluded_unit.{name}: {e}")))
        };
        let text = |name: &str| -> Result<StringArray> {
            Ok(column(name, &DataType::Utf8)?.as_string::<i32>().clone())
        };
        Ok(Log {
            batch: column("batch", &DataType::Int64)?.as_primitive().clone(),
            scope: text("scope")?,
            unit: text("unit_id")?,
            file: text("file_id")?,
            generation: column("generation", &DataType::Int32)?
                .as_primitive()
                .clone(),
            reason: text("reason")?,
            active: column("active", &DataType::Boolean)?.as_boolean().clone(),
            since: match rows.column_by_name("since") {
                Some(_) => column("since", &DataType::Int64)?.as_primitive().clone(),
                // A log that is older than the column: every fold may hold it.
                None => arrow::array::PrimitiveArray::from_value(0, rows.num_rows()),
            },
        })
    }
}

pub(crate) fn batch(columns: Vec<(&str, arrow::array::ArrayRef)>) -> Result<RecordBatch> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, values)| Field::new(*name, values.data_type().clone(), values.is_nullable()))
        .collect();
    let values = columns.into_iter().map(|(_, values)| values).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), values)
        .map_err(|e| Error::damaged(format!("a table in memory: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{BooleanArray, Int32Array, Int64Array};

    const FILE: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const SHORT: &str = "0123456789abcdef01234567";

    /// Every generation came with this batch.
    const SINCE: i64 = 2;

    type Entry<'a> = (i64, &'a str, Option<&'a str>, i32, &'a str, bool);

    fn log(entries: &[Entry<'_>]) -> Exclusions {
        let rows = batch(vec![
            (
                "batch",
                Arc::new(Int64Array::from_iter_values(entries.iter().map(|e| e.0))),
            ),
            (
                "scope",
                Arc::new(StringArray::from_iter_values(entries.iter().map(|e| e.1))),
            ),
            (
                "unit_id",
                Arc::new(StringArray::from_iter(entries.iter().map(|e| e.2))),
            ),
            (
                "file_id",
                Arc::new(StringArray::from_iter_values(entries.iter().map(|_| FILE))),
            ),
            (
                "generation",
                Arc::new(Int32Array::from_iter_values(entries.iter().map(|e| e.3))),
            ),
            (
                "reason",
                Arc::new(StringArray::from_iter_values(entries.iter().map(|e| e.4))),
            ),
            (
                "active",
                Arc::new(BooleanArray::from_iter(entries.iter().map(|e| Some(e.5)))),
            ),
            (
                "since",
                Arc::new(Int64Array::from_iter_values(entries.iter().map(|_| SINCE))),
            ),
        ]);
        Exclusions::read(&[rows.unwrap()]).unwrap()
    }

    #[test]
    fn the_newest_batch_wins_in_any_order() {
        let unit = format!("{SHORT}-1-000002");
        let ends = (3, "unit", Some(unit.as_str()), 1, "held", false);
        let begins = (2, "unit", Some(unit.as_str()), 1, "held", true);
        assert!(log(&[ends, begins]).is_empty());
        assert_eq!(log(&[begins]).units().len(), 1);
    }

    #[test]
    fn a_parts_name_says_whether_to_look() {
        let unit = format!("{SHORT}-1-000002");
        let found = log(&[
            (1, "unit", Some(&unit), 1, "duplicate", true),
            (2, "file", None, 2, "replayed", true),
        ]);
        let at = |name: &str| {
            found.of_part(
                &format!("tier=recent/month=x/{name}.parquet"),
                &Unsettled::default(),
            )
        };
        assert_eq!(at(&format!("{SHORT}-1-1-000001")), Part::Partly);
        assert_eq!(at(&format!("{SHORT}-2-1-000001")), Part::Out);
        assert_eq!(at(&format!("{SHORT}-3-1-000001")), Part::Whole);
        assert_eq!(at("plan-000000000001-x-000001"), Part::Partly);
        let none = Exclusions::default();
        let path = "plan-000000000001-x";
        assert_eq!(none.of_part(path, &Unsettled::default()), Part::Whole);
    }

    /// Whether to look into a folded part depends on what changed after it, in generations that are folded.
    #[test]
    fn a_folded_part_is_looked_into_where_something_changed_since() {
        let unit = format!("{SHORT}-1-000002");
        let begins = (3, "unit", Some(unit.as_str()), 1, "held", true);
        let ends = (5, "unit", Some(unit.as_str()), 1, "held", false);
        let replayed = (4, "file", None, 2, "replayed", true);
        let path = |tier: &str, batch: i64| {
            format!("tier={tier}/month=2026-03/fold-{batch:012}-0123456789abcdef-000001.parquet")
        };
        let own = format!("tier=recent/month=x/{SHORT}-1-1-000001.parquet");
        let other = format!("tier=recent/month=x/{SHORT}-2-1-000001.parquet");
        for (entries, own, until) in [
            (vec![begins], vec![], 3),
            (vec![begins], vec![own.as_str()], 0),
            (vec![begins], vec![other.as_str()], 3),
            (vec![begins, ends, replayed], vec![own.as_str()], 4),
            (vec![begins, ends, replayed], vec![other.as_str()], 5),
        ] {
            let found = log(&entries);
            let unsettled = found.unsettled(own.iter().copied());
            for batch in 1..=6 {
                let (base, aside) = match (SINCE..until).contains(&batch) {
                    true => (Part::Partly, Part::Partly),
                    false => (Part::Whole, Part::Out),
                };
                assert_eq!(found.of_part(&path("base", batch), &unsettled), base);
                assert_eq!(found.of_part(&path("aside", batch), &unsettled), aside);
            }
        }
    }

    #[test]
    fn spans_that_meet_are_one() {
        let found = Unsettled::of(vec![(7, 9), (2, 4), (3, 5), (5, 6), (9, 9)]);
        assert_eq!(found.0, [(2, 6), (7, 9)]);
        let held: Vec<i64> = (0..12).filter(|batch| found.holds(*batch)).collect();
        assert_eq!(held, [2, 3, 4, 5, 7, 8]);
        assert!(!Unsettled::default().holds(0));
    }
}
