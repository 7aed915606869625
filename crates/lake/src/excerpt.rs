//! An excerpt: rows that count, looked up by what they are known by, as a session of their own.
//!
//! Views over whole tables read whole tables. What is wanted of a few claims is looked up first, column by column
//! that is needed ([`Session::reads`]), and the same views are asked over nothing else ([`Session::excerpt`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int32Array, StringViewArray, new_null_array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{Expr, JoinType, LogicalPlan, cast, col, lit};
use datafusion::prelude::DataFrame;
use datafusion::scalar::ScalarValue;
use object_store::ObjectStoreExt as _;
use tables::{Part, TableMeta};

use crate::error::{Error, Kind, Result};
use crate::exclusion::Exclusions;
use crate::posted::Source;
use crate::relations::Base;
use crate::scan::{Pinned, SnapshotTable};
use crate::session::{Options, Session, context};
use crate::snapshot;
use crate::warehouse::Warehouse;

/// Columns of stored tables, by table.
pub type Columns = BTreeMap<&'static str, BTreeSet<String>>;

/// Some rows.
pub type Batch = RecordBatch;

/// Rows of stored tables, by table.
pub type Found = BTreeMap<&'static str, Vec<RecordBatch>>;

/// Bounds that pages are pruned by; of more values neighbours share one.
const BOUNDS: usize = 1_000;
/// DataFusion prunes by a list of at most so many values itself.
const PRUNED_LIST: usize = 20;

/// Which rows of a table are looked up.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    any: Vec<(&'static str, BTreeSet<String>)>,
    all: Vec<Expr>,
    keys: Option<Keys>,
}

/// Documents with an ordinal each.
#[derive(Debug, Clone)]
struct Keys {
    column: &'static str,
    of: BTreeSet<(String, i32)>,
}

impl Wanted {
    /// None yet.
    #[must_use]
    pub fn new() -> Wanted {
        Wanted::default()
    }

    /// Those that have one of the values in the column, beside others that are wanted.
    #[must_use]
    pub fn or(mut self, column: &'static str, values: impl IntoIterator<Item = String>) -> Wanted {
        let values: BTreeSet<String> = values.into_iter().collect();
        if !values.is_empty() {
            self.any.push((column, values));
        }
        self
    }

    /// Of these only those whose column is null, or is not.
    #[must_use]
    pub fn and_null(mut self, column: &'static str, is_null: bool) -> Wanted {
        self.all.push(match is_null {
            true => col(column).is_null(),
            false => col(column).is_not_null(),
        });
        self
    }

    /// Of these only those between two days, as 2026-03-01.
    #[must_use]
    pub fn and_days(mut self, column: &'static str, first: &str, last: &str) -> Wanted {
        let day = |text: &str| cast(lit(text), DataType::Date32);
        self.all.push(col(column).between(day(first), day(last)));
        self
    }

    /// Those of a document and an ordinal in it.
    #[must_use]
    pub fn of(column: &'static str, of: BTreeSet<(String, i32)>) -> Wanted {
        let keys = Some(Keys { column, of });
        let docs = keys.iter().flat_map(|keys| &keys.of);
        let docs: BTreeSet<String> = docs.map(|(doc, _)| doc.clone()).collect();
        let wanted = Wanted::new().or("doc_id", docs);
        Wanted { keys, ..wanted }
    }

    fn filter(&self) -> Option<Expr> {
        let any = self
            .any
            .iter()
            .map(|(column, values)| one_of(column, values));
        let any = any.reduce(Expr::or)?;
        Some(self.all.iter().cloned().fold(any, Expr::and))
    }
}

fn text(value: &str) -> Expr {
    lit(ScalarValue::Utf8View(Some(value.to_owned())))
}

/// Whether a column has one of the values. The list decides; the bounds are there for the statistics of row groups
/// and pages, which a long list prunes nothing by.
fn one_of(column: &str, values: &BTreeSet<String>) -> Expr {
    let list = col(column).in_list(values.iter().map(|value| text(value)).collect(), false);
    if values.len() <= PRUNED_LIST {
        return list;
    }
    let values: Vec<&String> = values.iter().collect();
    let shared = values.len().div_ceil(BOUNDS);
    let bounds = values.chunks(shared).filter_map(|chunk| {
        let (first, last) = chunk.first().zip(chunk.last())?;
        // As an equality it would become a list again.
        let above = format!("{last}\0");
        Some(
            col(column)
                .gt_eq(text(first))
                .and(col(column).lt(text(&above))),
        )
    });
    match balanced(&bounds.collect::<Vec<_>>()) {
        Some(bounds) => list.and(bounds),
        None => list,
    }
}

/// One of them, as a tree that is not deep.
fn balanced(of: &[Expr]) -> Option<Expr> {
    match of {
        [] => None,
        [one] => Some(one.clone()),
        _ => {
            let (left, right) = of.split_at(of.len() / 2);
            Some(balanced(left)?.or(balanced(right)?))
        }
    }
}

fn named(columns: &BTreeSet<String>) -> Vec<&str> {
    columns.iter().map(String::as_str).collect()
}

fn meta(table: &str) -> Result<&'static TableMeta> {
    let found = tables::ALL.iter().find(|meta| meta.name == table);
    found
        .copied()
        .ok_or_else(|| Error::damaged("expected the name of a table, but found another"))
}

impl Session {
    /// The columns of stored tables that statements read.
    ///
    /// # Errors
    /// A statement that does not fit the tables.
    pub async fn reads(&self, statements: &[&str]) -> Result<Columns> {
        let mut columns = Columns::new();
        for statement in statements {
            let frame = self.query(statement, vec![]).await?;
            let plan = frame.into_optimized_plan()?;
            plan.apply_with_subqueries(|node| {
                if let LogicalPlan::TableScan(scan) = node
                    && let Ok(meta) = meta(scan.table_name.table())
                {
                    let read = columns.entry(meta.name).or_default();
                    let fields = scan.projected_schema.fields().iter();
                    read.extend(fields.map(|field| field.name().clone()));
                }
                Ok(TreeNodeRecursion::Continue)
            })?;
        }
        Ok(columns)
    }

    /// Columns of the rows of a table that count and are wanted; of a table at an earlier HEAD that did then.
    ///
    /// # Errors
    /// Storage, and limits of the session.
    pub async fn look_up(
        &self,
        table: &'static str,
        columns: &BTreeSet<String>,
        wanted: &Wanted,
    ) -> Result<Vec<RecordBatch>> {
        self.look(self.live(table).await?, columns, wanted).await
    }

    /// The same of all rows that are stored, whether they count or not.
    ///
    /// # Errors
    /// As for [`Session::look_up`].
    pub async fn look_up_stored(
        &self,
        table: &'static str,
        columns: &BTreeSet<String>,
        wanted: &Wanted,
    ) -> Result<Vec<RecordBatch>> {
        self.look(self.raw(table).await?, columns, wanted).await
    }

    async fn look(
        &self,
        frame: DataFrame,
        columns: &BTreeSet<String>,
        wanted: &Wanted,
    ) -> Result<Vec<RecordBatch>> {
        let Some(filter) = wanted.filter() else {
            return Ok(vec![]);
        };
        let mut frame = frame.filter(filter)?;
        if let Some(Keys { column, of }) = &wanted.keys {
            let keys = self.frame_of(keys(of)?)?;
            let left = ["doc_id", *column];
            frame = frame.join(
                keys,
                JoinType::LeftSemi,
                &left,
                &["key_doc", "key_ordinal"],
                None,
            )?;
        }
        let frame = frame.select_columns(&named(columns))?;
        self.answer(frame).await?.collect().await
    }

    /// Everything in a small table.
    ///
    /// # Errors
    /// As for [`Session::look_up`].
    pub async fn all_of(
        &self,
        table: &'static str,
        columns: &BTreeSet<String>,
    ) -> Result<Vec<RecordBatch>> {
        let frame = self.live(table).await?.select_columns(&named(columns))?;
        self.answer(frame).await?.collect().await
    }

    /// A session over nothing but these rows, at the same HEAD: its views are asked as those of the lake. Columns
    /// that were not read are null.
    ///
    /// # Errors
    /// Rows of other columns than the table's.
    pub fn excerpt(&self, mut found: Found) -> Result<Session> {
        let mut bases = vec![];
        for meta in tables::ALL {
            let schema = nullable(&snapshot::scan_schema(meta));
            let rows = found.remove(meta.name).unwrap_or_default();
            let rows = rows.iter().map(|batch| filled(batch, &schema));
            let rows = rows.collect::<Result<Vec<RecordBatch>>>()?;
            let table = MemTable::try_new(schema, vec![rows])?;
            bases.push(Base::Memory(meta, Arc::new(table)));
        }
        Session::over(
            &bases,
            Exclusions::default(),
            self.head().clone(),
            self.options(),
            Source::Given(vec![]),
        )
    }
}

fn nullable(schema: &SchemaRef) -> SchemaRef {
    let fields = schema.fields().iter();
    let fields = fields.map(|field| Field::clone(field).with_nullable(true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn filled(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch> {
    let columns = schema
        .fields()
        .iter()
        .map(|field| match batch.column_by_name(field.name()) {
            Some(column) => Arc::clone(column),
            None => new_null_array(field.data_type(), batch.num_rows()),
        });
    let columns: Vec<ArrayRef> = columns.collect();
    RecordBatch::try_new(Arc::clone(schema), columns)
        .map_err(|_| Error::damaged("expected rows of the table's columns, but found others"))
}

fn keys(of: &BTreeSet<(String, i32)>) -> Result<RecordBatch> {
    let docs = StringViewArray::from_iter_values(of.iter().map(|(doc, _)| doc));
    let ordinals = Int32Array::from_iter_values(of.iter().map(|(_, ordinal)| *ordinal));
    let schema = Schema::new(vec![
        Field::new("key_doc", DataType::Utf8View, false),
        Field::new("key_ordinal", DataType::Int32, false),
    ]);
    RecordBatch::try_new(Arc::new(schema), vec![Arc::new(docs), Arc::new(ordinals)])
        .map_err(|_| Error::damaged("expected keys of documents and ordinals, but found others"))
}

/// Columns of all rows of parts, whatever became of them since; none if one of them is gone.
///
/// # Errors
/// Storage.
pub async fn read_parts(
    warehouse: &Warehouse,
    table: &'static str,
    parts: &[Part],
    columns: &BTreeSet<String>,
    options: &Options,
) -> Result<Option<Vec<RecordBatch>>> {
    let meta = meta(table)?;
    let files = parts.iter().map(|part| snapshot::of_part(warehouse, part));
    let files = files.collect::<Result<Vec<_>>>()?;
    let pinned = Pinned::of(warehouse.clone(), meta, 0, files);
    let frame = context(options)?.read_table(Arc::new(SnapshotTable::all(pinned)))?;
    let rows = frame.select_columns(&named(columns))?.collect().await;
    match rows.map_err(Error::from) {
        Ok(rows) => Ok(Some(rows)),
        Err(error) if error.kind() == Kind::Storage && is_gone(warehouse, table, parts).await? => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Vacuum took one of them.
async fn is_gone(warehouse: &Warehouse, table: &str, parts: &[Part]) -> Result<bool> {
    let files = warehouse.files(table)?;
    for part in parts {
        let path = object_store::path::Path::parse(&part.path);
        let path = path.map_err(|e| Error::storage("a part's path", e))?;
        match files.head(&path).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(true),
            Err(error) => return Err(Error::storage("a part", error)),
            Ok(_) => {}
        }
    }
    Ok(false)
}
