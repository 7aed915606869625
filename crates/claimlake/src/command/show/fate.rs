//! What became of each segment: both passes of a conversion, into memory, and what they wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use arrow::array::{Array, AsArray as _, RecordBatch};
use arrow::datatypes::Int64Type;
use convert::{Input, Limits, Report, SetReport, Survey};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tables::{PartFile, PartFiles, Writers};
use x12::Event;

use super::entry::Became;

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
    /// Ids of segments that were all left out.
    ignored: BTreeSet<String>,
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
        let memory = Memory::default();
        let mut writers = Writers::new(Arc::new(memory.clone()), "shown".to_owned());
        let file_id = "0".repeat(64);
        let input = Input {
            source_system: "shown",
            contract: "",
            file_id: &file_id,
            generation: 1,
        };
        let report = convert::convert(file, survey, &input, limits, &mut writers)?;
        let read = match set {
            Some(set) => {
                let at = usize::try_from(set).unwrap_or_default().saturating_sub(1);
                report.sets.get(at).map_or(0, |set| set.records.read)
            }
            None => report.records.read,
        };
        if read > most {
            bail!(
                "expected at most {most} segments to show, but found {read}; `--set N` shows one set"
            );
        }
        writers.finish()?;
        let only = set.map(|set| format!("{}-1-{set:06}", file_id.get(..24).unwrap_or_default()));
        let mut fates = Fates {
            report,
            ..Fates::default()
        };
        for (table, bytes) in memory.take() {
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes))?;
            for batch in reader.build()? {
                fates.take(table, &batch?, only.as_deref());
            }
        }
        fates.ignored = ignored(file, limits, &fates.report)?;
        Ok(fates)
    }

    fn take(&mut self, table: &'static str, batch: &RecordBatch, only: Option<&str>) {
        let Some(records) = batch.column_by_name("record") else {
            return;
        };
        let records = records.as_primitive::<Int64Type>();
        let text = |name: &str, row: usize| {
            let column = batch.column_by_name(name)?.as_string_opt::<i32>()?;
            column.is_valid(row).then(|| column.value(row).to_owned())
        };
        let long = |name: &str, row: usize| {
            let column = batch
                .column_by_name(name)?
                .as_primitive_opt::<Int64Type>()?;
            u64::try_from(column.value(row)).ok()
        };
        for row in 0..batch.num_rows() {
            if only.is_some_and(|only| text("unit_id", row).as_deref() != Some(only)) {
                continue;
            }
            let record = u64::try_from(records.value(row)).unwrap_or_default();
            let place = (text("member", row), record);
            let get = |name: &str| text(name, row).unwrap_or_default();
            match table {
                "unit" | "file" => {}
                "reject" => {
                    let segments = long("segments", row).unwrap_or(1);
                    let first = long("segment", row).unwrap_or_default();
                    let fault = long("at_segment", row).unwrap_or(first);
                    let at = record + fault.saturating_sub(first);
                    self.refused.insert(place.clone(), segments);
                    let what = match get("element_position") {
                        empty if empty.is_empty() => get("segment_id"),
                        element => format!("{}{element}", get("segment_id")),
                    };
                    let note = format!(
                        "{} {} {what}: {}",
                        get("code_list"),
                        get("code"),
                        get("expected")
                    );
                    self.notes.entry((place.0, at)).or_default().push(note);
                }
                "dq_issue" => {
                    let note = format!(
                        "{} {}{}: expected {}, but found {}",
                        get("rule_id"),
                        get("segment_id"),
                        get("position"),
                        get("expected"),
                        get("found")
                    );
                    self.notes.entry(place).or_default().push(note);
                }
                _ => {
                    self.tables.entry(place).or_default().insert(table);
                }
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
    pub(crate) fn became(&self, place: &Place, id: &str) -> Became {
        let before = self.refused.range((place.0.clone(), 0)..=place.clone());
        let is_refused = before
            .rev()
            .next()
            .is_some_and(|((_, first), segments)| place.1 < first + segments);
        if is_refused {
            return Became::Rejected;
        }
        if self.tables.contains_key(place) || !self.ignored.contains(id) {
            Became::Mapped
        } else {
            Became::Ignored
        }
    }
}

/// The accounting counts by name. Where it counts every segment of a name, each of them was left out;
/// where it counts some, nobody can tell which.
fn ignored(file: &mut File, limits: &Limits, report: &Report) -> io::Result<BTreeSet<String>> {
    let mut there: BTreeMap<&'static str, u64> = BTreeMap::new();
    convert::events(file, limits, &mut |_, event| {
        if let Event::Segment(segment) = event {
            *there.entry(x12::segment_name(segment.id())).or_default() += 1;
        }
        Ok(())
    })?;
    let all = report.ignored.iter().filter_map(|(name, n)| {
        let name = name.strip_prefix("segment ")?;
        (there.get(name) == Some(n)).then(|| name.to_owned())
    });
    Ok(all.collect())
}

/// Parts in memory: what is shown is written nowhere.
#[derive(Debug, Default, Clone)]
struct Memory(Arc<Mutex<Vec<(&'static str, Vec<u8>)>>>);

struct Open {
    memory: Memory,
    table: &'static str,
    bytes: Vec<u8>,
}

impl Memory {
    fn take(&self) -> Vec<(&'static str, Vec<u8>)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl PartFiles for Memory {
    fn create(&self, table: &str, _: &str) -> io::Result<Box<dyn PartFile>> {
        let table = tables::ALL.iter().find(|meta| meta.name == table);
        Ok(Box::new(Open {
            memory: self.clone(),
            table: table.map_or("", |meta| meta.name),
            bytes: Vec::new(),
        }))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(self: Box<Self>) -> io::Result<()> {
        let mut parts = self.memory.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.push((self.table, self.bytes));
        Ok(())
    }
}
