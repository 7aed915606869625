//! An excerpt: rows that count, looked up by what they are known by, as a session of their own.
//!
//! Views over whole tables read whole tables. What is wanted of a few claims is looked up first, column by column
//! that is needed ([`Session::reads`]), and the same views are asked over nothing else ([`Session::excerpt`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, new_null_array};
use arrow::datatypes::{Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::MemTable;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::prelude::DataFrame;
use futures::StreamExt as _;
use object_store::ObjectStoreExt as _;
use tables::{Part, TableMeta};

use crate::error::{Error, Kind, Result};
use crate::exclusion::Exclusions;
use crate::posted::Source;
use crate::probe::Probe;
use crate::relations::Base;
use crate::scan::{Pinned, SnapshotTable};
use crate::session::{Keeps, Options, Session, context};
use crate::snapshot;
use crate::wanted::Wanted;
use crate::warehouse::Warehouse;

/// Columns of stored tables, by table.
pub type Columns = BTreeMap<&'static str, BTreeSet<String>>;

/// Some rows.
pub type Batch = RecordBatch;

/// Rows of stored tables, by table.
pub type Found = BTreeMap<&'static str, Vec<RecordBatch>>;

/// Rows over which views are answered once: they are held in memory then, and no limit of a statement counts them.
const SMALL: usize = 200_000;

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
        let frame = frame.filter(filter)?.select_columns(&named(columns))?;
        let (mut state, plan) = frame.into_parts();
        let config = state.config_mut();
        config.set_extension(Arc::new(Probe {
            kept: self.kept(),
            wanted: wanted.clone(),
        }));
        // Which pages are read is known before; of these the other columns only where a row is wanted.
        let parquet = &mut config.options_mut().execution.parquet;
        parquet.pushdown_filters = true;
        parquet.enable_page_index = false;
        parquet.bloom_filter_on_read = false;
        parquet.pruning = false;
        // Of one table, of which no two columns have one name: here filters may go all the way down.
        let state = SessionStateBuilder::new_from_existing(state)
            .with_physical_optimizer_rules(PhysicalOptimizer::new().rules)
            .build();
        let mut answer = self.answer(DataFrame::new(state, plan)).await?;
        let mut all = vec![];
        while let Some(batch) = answer.rows.next().await {
            all.push(own(&batch?)?);
        }
        Ok(all)
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
        let rows = found.values().flatten().map(RecordBatch::num_rows);
        let is_small = rows.sum::<usize>() <= SMALL;
        let mut bases = vec![];
        for meta in tables::ALL {
            let schema = nullable(&snapshot::scan_schema(meta));
            let rows = found.remove(meta.name).unwrap_or_default();
            let rows = rows.iter().map(|batch| filled(batch, &schema));
            let rows = rows.collect::<Result<Vec<RecordBatch>>>()?;
            let table = MemTable::try_new(schema, vec![rows])?;
            bases.push(Base::Memory(meta, Arc::new(table)));
        }
        let options = Options {
            keeps: if is_small { Keeps::All } else { Keeps::Small },
            ..self.options().clone()
        };
        Session::over(
            &bases,
            Exclusions::default(),
            self.head().clone(),
            &options,
            Source::Given(vec![]),
        )
    }
}

fn nullable(schema: &SchemaRef) -> SchemaRef {
    let fields = schema.fields().iter();
    let fields = fields.map(|field| Field::clone(field).with_nullable(true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The same rows with texts of their own: as they are read they hold on to the pages that they stood on.
fn own(batch: &RecordBatch) -> Result<RecordBatch> {
    let columns = batch.columns().iter();
    let columns = columns.map(|column| match column.as_string_view_opt() {
        Some(texts) => Arc::new(texts.gc()) as ArrayRef,
        None => Arc::clone(column),
    });
    RecordBatch::try_new(batch.schema(), columns.collect())
        .map_err(|_| Error::damaged("expected rows of the table's columns, but found others"))
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
