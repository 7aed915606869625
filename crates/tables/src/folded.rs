//! Folded parts: rows of many files, in order, a part for each tier and month.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use crate::meta::TableMeta;
use crate::part::{self, Part, PartFiles};
use crate::settings::{BASE_GROUP_BYTES, BASE_PART_BYTES, GROUP_ROWS, folded_properties};
use crate::writers::{Open, WriteError};

/// Writes the folded parts of one table. Rows come in order, those of one tier and month together, so that
/// one part is open at a time.
#[derive(Debug)]
pub struct Folded {
    files: Arc<dyn PartFiles>,
    table: &'static TableMeta,
    schema: SchemaRef,
    prefix: String,
    modified_ms: i64,
    /// Rows that a row group will have at most.
    rows: usize,
    open: Option<(Open, Bucket)>,
    done: Vec<Part>,
}

/// What all rows of a part share.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bucket {
    tier: String,
    month: Option<String>,
}

impl Folded {
    /// Of at most so many rows in all, into parts named `prefix-000001` and so on, said to be modified at
    /// this time.
    #[must_use]
    pub fn new(
        files: Arc<dyn PartFiles>,
        table: &'static TableMeta,
        prefix: String,
        rows: u64,
        modified_ms: i64,
    ) -> Folded {
        Folded {
            files,
            table,
            schema: table.schema(),
            prefix,
            modified_ms,
            rows: usize::try_from(rows).unwrap_or(usize::MAX).min(GROUP_ROWS),
            open: None,
            done: Vec::new(),
        }
    }

    /// Appends rows of one tier and month.
    ///
    /// # Errors
    /// [`WriteError`]; what was appended before may be lost then.
    pub fn append(
        &mut self,
        tier: &str,
        month: Option<&str>,
        rows: &RecordBatch,
    ) -> Result<(), WriteError> {
        let bucket = Bucket {
            tier: tier.to_owned(),
            month: month.map(str::to_owned),
        };
        if self.open.as_ref().is_some_and(|(_, of)| *of != bucket) {
            self.close()?;
        }
        let (open, _) = match &mut self.open {
            Some(open) => open,
            none => {
                let name = format!("{}-{:06}", self.prefix, self.done.len() + 1);
                let open = Open::new(
                    &*self.files,
                    self.table.name,
                    part::path(tier, month, &name),
                    self.schema.clone(),
                    folded_properties(self.table, self.rows),
                )?;
                none.insert((open, bucket))
            }
        };
        open.write(rows, BASE_GROUP_BYTES)?;
        if open.writer.bytes_written() >= BASE_PART_BYTES {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), WriteError> {
        if let Some((open, Bucket { tier, month })) = self.open.take() {
            let part = open.close(self.table, &tier, month.as_deref(), self.modified_ms)?;
            self.done.push(part);
        }
        Ok(())
    }

    /// Closes the last part.
    ///
    /// # Errors
    /// [`WriteError`]; the parts are then worth nothing.
    pub fn finish(mut self) -> Result<Vec<Part>, WriteError> {
        self.close()?;
        Ok(self.done)
    }
}
