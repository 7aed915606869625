//! Records: what a table's row and an element of a list column have in common.

use std::fmt::Debug;
use std::sync::Arc;

use arrow::array::{ArrayRef, ListArray, StructArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Fields};

use crate::kind::Kind;

/// A column as declared.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// Where it comes from: an element of the standard, or empty.
    pub source: &'static str,
    /// Does it identify a person, or may it?
    pub phi: bool,
    /// Is it looked up by? Such columns get bloom filters.
    pub key: bool,
    /// Is it looked up by, where pages alike stand together? Those of keys, dates and ordered columns say as well between
    /// which values they are.
    pub bounds: bool,
    /// Do neighbours share a beginning? Such columns are encoded as differences.
    pub ordered: bool,
    /// May it be null?
    pub nullable: bool,
    /// What the data dictionary calls its type.
    pub kind: String,
    /// Its Arrow type.
    pub data_type: DataType,
}

impl Column {
    /// A column whose type its kind fills in.
    #[must_use]
    pub fn declared(
        name: &'static str,
        docs: &[&'static str],
        source: &'static str,
        flags: &[&str],
    ) -> Column {
        Column {
            name,
            doc: docs
                .iter()
                .map(|line| line.trim())
                .collect::<Vec<_>>()
                .join(" "),
            source,
            phi: flags.contains(&"phi"),
            key: flags.contains(&"key"),
            bounds: flags.contains(&"bounds"),
            ordered: flags.contains(&"ordered"),
            nullable: true,
            kind: String::new(),
            data_type: DataType::Null,
        }
    }

    /// The Arrow field, with the declaration in its metadata.
    #[must_use]
    pub fn field(&self) -> Field {
        let mut metadata = vec![("doc".to_owned(), self.doc.clone())];
        if !self.source.is_empty() {
            metadata.push(("source".to_owned(), self.source.to_owned()));
        }
        if self.phi {
            metadata.push(("phi".to_owned(), "true".to_owned()));
        }
        Field::new(self.name, self.data_type.clone(), self.nullable)
            .with_metadata(metadata.into_iter().collect())
    }
}

/// A row with its columns.
pub trait Record {
    /// The row, borrowing from what was read.
    type Row<'a>;
    /// Its columns being built.
    type Columns: Debug + Default + Send;

    /// The columns as declared, in order.
    fn columns() -> Vec<Column>;
    /// Appends a row.
    fn append(columns: &mut Self::Columns, row: &Self::Row<'_>);
    /// Takes what was appended.
    fn finish(columns: &mut Self::Columns) -> Vec<ArrayRef>;
    /// Bytes held in memory.
    fn memory(columns: &Self::Columns) -> usize;
}

/// A list of records, never null: where there are none it is empty.
#[derive(Debug)]
pub struct List<R>(std::marker::PhantomData<R>);

/// A list column being built.
#[derive(Debug)]
pub struct ListColumn<C> {
    lengths: Vec<usize>,
    items: C,
}

impl<R> Kind for List<R>
where
    R: Record + 'static,
    for<'a> R::Row<'a>: PartialEq,
{
    type Value<'a> = &'a [R::Row<'a>];
    type Column = ListColumn<R::Columns>;
    const NULLABLE: bool = false;

    fn data_type() -> DataType {
        DataType::List(Arc::new(element::<R>()))
    }
    fn name() -> String {
        let parts: Vec<String> = R::columns()
            .iter()
            .map(|c| format!("{} {}", c.name, c.kind))
            .collect();
        format!("list of ({})", parts.join(", "))
    }
    fn phi() -> bool {
        R::columns().iter().any(|column| column.phi)
    }
    fn column() -> Self::Column {
        ListColumn {
            lengths: Vec::new(),
            items: R::Columns::default(),
        }
    }
    #[inline]
    fn append(column: &mut Self::Column, value: Self::Value<'_>) {
        column.lengths.push(value.len());
        for item in value {
            R::append(&mut column.items, item);
        }
    }
    fn finish(column: &mut Self::Column) -> ArrayRef {
        let offsets = OffsetBuffer::from_lengths(column.lengths.drain(..));
        let length = offsets.last().copied().unwrap_or(0);
        let length = usize::try_from(length).unwrap_or(0);
        let arrays = R::finish(&mut column.items);
        let items = StructArray::try_new_with_length(fields::<R>(), arrays, None, length);
        let items = items.expect("one declaration yields both the fields and the arrays");
        let list = ListArray::try_new(Arc::new(element::<R>()), offsets, Arc::new(items), None);
        Arc::new(list.expect("the offsets are the lengths of what was appended"))
    }
    fn memory(column: &Self::Column) -> usize {
        column.lengths.len() * 8 + R::memory(&column.items)
    }
}

/// Without their declarations: a file's schema has none either, and types are compared.
fn fields<R: Record>() -> Fields {
    let plain = |c: &Column| Field::new(c.name, c.data_type.clone(), c.nullable);
    R::columns().iter().map(plain).collect()
}

/// `element` is what the Parquet format calls it.
fn element<R: Record>() -> Field {
    Field::new("element", DataType::Struct(fields::<R>()), false)
}
