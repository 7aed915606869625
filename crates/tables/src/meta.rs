//! What is known of a table without a row of it.

use std::sync::Arc;

use arrow::datatypes::{Schema, SchemaRef};

use crate::record::{Column, Record};

/// A table as declared.
#[derive(Debug)]
pub struct TableMeta {
    /// Its name, also of its folder in the lake.
    pub name: &'static str,
    pub(crate) docs: &'static [&'static str],
    /// The columns that tell its rows apart among living units.
    pub key: &'static [&'static str],
    /// The column whose month a folded row stands under: a date of the business, else the envelope's. `None`
    /// for small tables, which are not divided.
    pub month: Option<&'static str>,
    /// What cases are looked up by: folded rows are sorted by this, then by the key.
    pub sort: &'static [&'static str],
    /// Whether a document may stand in several units that all count, as a message does in several batches: of rows
    /// with one key, all say the same, and one counts.
    pub repeats: bool,
    pub(crate) columns: fn() -> Vec<Column>,
}

impl TableMeta {
    /// What one row is.
    #[must_use]
    pub fn doc(&self) -> String {
        self.docs
            .iter()
            .map(|line| line.trim())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The columns that folded rows are sorted by.
    pub fn order(&self) -> impl Iterator<Item = &'static str> {
        let rest = self.key.iter().filter(|key| !self.sort.contains(key));
        self.sort.iter().chain(rest).copied()
    }

    /// Its columns, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        (self.columns)()
    }

    /// The Arrow schema of its Parquet files, without the partition columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(
            self.columns().iter().map(Column::field).collect::<Vec<_>>(),
        ))
    }

    /// The columns that identify a person, or may.
    #[must_use]
    pub fn phi(&self) -> Vec<&'static str> {
        self.columns()
            .iter()
            .filter(|c| c.phi)
            .map(|c| c.name)
            .collect()
    }
}

/// A record that is a table's row.
pub trait Table: Record {
    /// The table.
    const META: &'static TableMeta;
}
