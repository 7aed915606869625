//! Rows as readable text, read back from the parts.

use std::fmt::Write;

use arrow::array::{Array, RecordBatch};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::memory::{Converted, Memory};

/// Columns that are the same in each row, or shown elsewhere.
const QUIET: &[&str] = &[
    "source_system",
    "file_id",
    "unit_id",
    "doc_id",
    "generation",
    "event_time",
    "byte",
    "guide",
];

/// All rows of a table.
pub(crate) fn batches(memory: &Memory, table: &str) -> Vec<RecordBatch> {
    let parts = memory.0.lock().unwrap();
    let mut found = Vec::new();
    for ((name, _), bytes) in parts.iter() {
        if name == table {
            let bytes = bytes::Bytes::from(bytes.clone());
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
            found.extend(reader.build().unwrap().map(Result::unwrap));
        }
    }
    found
}

/// Every cell of every row: `table column value`.
pub(crate) fn cells(converted: &Converted, quiet: &[&str]) -> String {
    let mut text = String::new();
    for table in tables::ALL {
        let mut number = 0;
        for batch in batches(&converted.memory, table.name) {
            for line in rows(&batch, quiet) {
                number += 1;
                writeln!(text, "{} {number}:{line}", table.name).unwrap();
            }
        }
    }
    for unit in &converted.survey.units {
        text = text.replace(&unit.doc_id, &format!("doc{}", unit.ordinal));
    }
    text
}

fn rows(batch: &RecordBatch, quiet: &[&str]) -> Vec<String> {
    let mut rows = vec![String::new(); batch.num_rows()];
    let options = FormatOptions::default();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if quiet.contains(&field.name().as_str()) {
            continue;
        }
        let formatter = ArrayFormatter::try_new(column, &options).unwrap();
        for (row, text) in rows
            .iter_mut()
            .enumerate()
            .filter(|(row, _)| column.is_valid(*row))
        {
            let value = formatter.value(row).to_string();
            if value == "[]" || value == "false" {
                continue;
            }
            let value = value.replace(": , ", ": - , ");
            let odd = value.is_empty() || (value.contains(' ') && !value.starts_with('['));
            let value = if odd { format!("{value:?}") } else { value };
            write!(text, " {}={value}", field.name()).unwrap();
        }
    }
    rows
}

/// The whole of a conversion: accounting, then rows.
pub(crate) fn text(converted: &Converted) -> String {
    let mut text = String::new();
    let Converted { survey, report, .. } = converted;
    if let Some(refusal) = &survey.refusal {
        writeln!(text, "refused {}: {}", refusal.code, refusal.reason).unwrap();
        return text;
    }
    let r = &report.records;
    let (read, mapped, rejected, ignored) = (r.read, r.mapped, r.rejected, r.ignored);
    writeln!(
        text,
        "{}: read {read} = mapped {mapped} + rejected {rejected} + ignored {ignored}",
        report.format
    )
    .unwrap();
    for (name, count) in &report.ignored {
        writeln!(text, "ignored {count}: {name}").unwrap();
    }
    for unit in &survey.units {
        writeln!(
            text,
            "unit {} {} key {}",
            unit.ordinal, unit.kind, unit.doc_key
        )
        .unwrap();
    }
    let mut quiet = QUIET.to_vec();
    quiet.extend([
        "doc_key",
        "content_hash",
        "sender",
        "receiver",
        "source_system",
    ]);
    text + &cells(converted, &quiet)
}
