//! A conversion on trial: both passes over a file that is not landed, its rows kept in memory.

use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use arrow::array::{Array, AsArray as _, RecordBatch};
use arrow::datatypes::{Int32Type, Int64Type};
use convert::{Input, Limits, Report, Survey};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tables::{PartFile, PartFiles, Writers};

/// What a file that is not landed would become.
#[derive(Debug)]
pub(crate) struct Trial {
    pub(crate) report: Report,
    parts: Vec<Part>,
}

/// Name of the table, and Parquet.
type Part = (&'static str, Vec<u8>);

/// A row of any table, by the names of its columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'b> {
    batch: &'b RecordBatch,
    at: usize,
}

impl Trial {
    /// Converts the file; rows of the tables that `keep` names are kept.
    pub(crate) fn of(
        file: &mut File,
        survey: &Survey,
        limits: &Limits,
        keep: fn(&str) -> bool,
    ) -> Result<Trial> {
        let memory = Memory {
            keep,
            parts: Arc::default(),
        };
        let mut writers = Writers::new(Arc::new(memory.clone()), "trial".to_owned());
        let file_id = "0".repeat(64);
        let input = Input {
            source_system: "trial",
            contract: "",
            file_id: &file_id,
            generation: 1,
        };
        let report = convert::convert(file, survey, &input, limits, &mut writers)?;
        writers.finish()?;
        let parts =
            std::mem::take(&mut *memory.parts.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Trial { report, parts })
    }

    /// Calls `visit` with the table and each row that was kept.
    pub(crate) fn rows(&mut self, visit: &mut dyn FnMut(&'static str, Row<'_>)) -> Result<()> {
        for (table, bytes) in std::mem::take(&mut self.parts) {
            let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes))?;
            for batch in reader.build()? {
                let batch = batch?;
                for at in 0..batch.num_rows() {
                    visit(table, Row { batch: &batch, at });
                }
            }
        }
        Ok(())
    }
}

impl Row<'_> {
    /// A text; `None` where it is null or there is no such column.
    pub(crate) fn text(&self, column: &str) -> Option<String> {
        let column = self.batch.column_by_name(column)?.as_string_opt::<i32>()?;
        column
            .is_valid(self.at)
            .then(|| column.value(self.at).to_owned())
    }

    /// A number of 32 bits from 0; `None` where it is null or there is no such column.
    pub(crate) fn ordinal(&self, column: &str) -> Option<u32> {
        let column = self.batch.column_by_name(column)?;
        let column = column.as_primitive_opt::<Int32Type>()?;
        let value = column.is_valid(self.at).then(|| column.value(self.at))?;
        u32::try_from(value).ok()
    }

    /// A number from 0; `None` where it is null or there is no such column.
    pub(crate) fn number(&self, column: &str) -> Option<u64> {
        let column = self.batch.column_by_name(column)?;
        let column = column.as_primitive_opt::<Int64Type>()?;
        let value = column.is_valid(self.at).then(|| column.value(self.at))?;
        u64::try_from(value).ok()
    }
}

/// Parts in memory: a trial is written nowhere.
#[derive(Debug, Clone)]
struct Memory {
    keep: fn(&str) -> bool,
    parts: Arc<Mutex<Vec<Part>>>,
}

struct Open {
    memory: Memory,
    table: &'static str,
    keep: bool,
    bytes: Vec<u8>,
}

impl PartFiles for Memory {
    fn create(&self, table: &str, _: &str) -> io::Result<Box<dyn PartFile>> {
        let known = tables::ALL.iter().find(|meta| meta.name == table);
        Ok(Box::new(Open {
            memory: self.clone(),
            table: known.map_or("", |meta| meta.name),
            keep: (self.keep)(table),
            bytes: Vec::new(),
        }))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.keep {
            true => self.bytes.write(bytes),
            false => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(self: Box<Self>) -> io::Result<()> {
        if self.keep {
            let mut parts = self
                .memory
                .parts
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            parts.push((self.table, self.bytes));
        }
        Ok(())
    }
}
