//! A table at one version as DataFusion sees it: files from the Delta log, the scan is DataFusion's own.
//!
//! The log is read when the table is first scanned, so that opening a session costs nothing for tables
//! that nobody asks about.

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::pruning::PrunableStatistics;
use datafusion::common::stats::Precision;
use datafusion::common::{DFSchema, DataFusionError, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_optimizer::pruning::PruningPredicateBuilder;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::projection::ProjectionExec;
use datafusion::physical_plan::union::UnionExec;
use tables::TableMeta;
use tokio::sync::OnceCell;

use crate::exclusion::{Exclusions, Part};
use crate::probe::Probe;
use crate::reader::Parts;
use crate::reason;
use crate::snapshot::{self, File};
use crate::warehouse::Warehouse;

/// A table at the version that HEAD names, read once.
#[derive(Debug)]
pub(crate) struct Pinned {
    warehouse: Warehouse,
    pub(crate) meta: &'static TableMeta,
    version: u64,
    files: OnceCell<Vec<File>>,
}

impl Pinned {
    pub(crate) fn new(warehouse: Warehouse, meta: &'static TableMeta, version: u64) -> Arc<Pinned> {
        Arc::new(Pinned {
            warehouse,
            meta,
            version,
            files: OnceCell::new(),
        })
    }

    /// The same with a choice of the files, whatever else is in the table.
    pub(crate) fn of(
        warehouse: Warehouse,
        meta: &'static TableMeta,
        version: u64,
        files: Vec<File>,
    ) -> Arc<Pinned> {
        Arc::new(Pinned {
            warehouse,
            meta,
            version,
            files: OnceCell::new_with(Some(files)),
        })
    }

    pub(crate) async fn files(&self) -> crate::Result<&[File]> {
        let read = || snapshot::files(&self.warehouse, self.meta, self.version);
        Ok(self.files.get_or_try_init(read).await?)
    }
}

/// A scan of a pinned table.
#[derive(Debug)]
pub(crate) struct SnapshotTable {
    pinned: Arc<Pinned>,
    /// What it leaves out.
    without: Option<Arc<Exclusions>>,
    columns: TableSchema,
}

impl SnapshotTable {
    /// Every row.
    pub(crate) fn all(pinned: Arc<Pinned>) -> SnapshotTable {
        SnapshotTable::new(pinned, None)
    }

    /// Every row that is not excluded.
    pub(crate) fn without(pinned: Arc<Pinned>, exclusions: Arc<Exclusions>) -> SnapshotTable {
        SnapshotTable::new(pinned, Some(exclusions))
    }

    fn new(pinned: Arc<Pinned>, without: Option<Arc<Exclusions>>) -> SnapshotTable {
        let columns = TableSchema::builder(snapshot::scan_schema(pinned.meta))
            .with_table_partition_cols(snapshot::partition_fields())
            .build();
        SnapshotTable {
            pinned,
            without,
            columns,
        }
    }

    /// The files whose every row counts, and those whose rows must be looked at.
    async fn files(&self) -> Result<(Vec<PartitionedFile>, Vec<PartitionedFile>)> {
        let files = self.pinned.files().await;
        let files = files.map_err(external)?;
        let unsettled = self.without.as_ref().map(|without| {
            let paths = files.iter().map(|file| file.path.as_str());
            without.unsettled(paths)
        });
        let unsettled = unsettled.unwrap_or_default();
        let (mut whole, mut partly) = (vec![], vec![]);
        for file in files {
            let part = self.without.as_ref();
            let part = part.map(|without| without.of_part(&file.path, &unsettled));
            match part.unwrap_or(Part::Whole) {
                Part::Whole => whole.push(file.scan.clone()),
                Part::Partly => partly.push(file.scan.clone()),
                Part::Out => {}
            }
        }
        Ok((whole, partly))
    }

    /// Reads `columns` of files.
    fn read(
        &self,
        files: Vec<PartitionedFile>,
        state: &dyn Session,
        columns: Option<Vec<usize>>,
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let statistics = total(&files, &self.schema());
        let options = state.default_table_options().parquet;
        let source = ParquetSource::new(self.columns.clone()).with_table_parquet_options(options);
        let n = state
            .config_options()
            .execution
            .target_partitions
            .clamp(1, files.len().max(1));
        let mut groups = vec![vec![]; n];
        for (group, file) in (0..n).cycle().zip(files) {
            if let Some(group) = groups.get_mut(group) {
                group.push(file);
            }
        }
        let (place, store) = self.pinned.warehouse.scanned().map_err(external)?;
        let source = match state.config().get_extension::<Probe>() {
            Some(probe) => {
                let parts = Parts::new(Arc::clone(&store), Arc::clone(&probe.kept));
                source.with_parquet_file_reader_factory(Arc::new(parts))
            }
            None => source,
        };
        state
            .runtime_env()
            .register_object_store(place.as_ref(), store);
        let config = FileScanConfigBuilder::new(place, Arc::new(source))
            .with_file_groups(groups.into_iter().map(FileGroup::new).collect())
            .with_statistics(statistics)
            .with_projection_indices(columns)?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }

    /// Reads `columns` of the rows that count, of files in which some don't.
    fn read_counting(
        &self,
        files: Vec<PartitionedFile>,
        state: &dyn Session,
        columns: Option<&Vec<usize>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = self.schema();
        let wanted: Vec<usize> = match columns {
            Some(columns) => columns.clone(),
            None => (0..schema.fields().len()).collect(),
        };
        let mut read = wanted.clone();
        let needed = reason::columns(self.pinned.meta).unwrap_or_default();
        for name in &needed {
            let at = schema.index_of(name)?;
            if !read.contains(&at) {
                read.push(at);
            }
        }
        let rows = self.read(files, state, Some(read.clone()), None)?;
        let without = self.without.clone().unwrap_or_default();
        let counts = reason::reason(&without, &needed).is_null();
        let known = DFSchema::try_from(schema.project(&read)?)?;
        let counts = state.create_physical_expr(counts, &known)?;
        let rows: Arc<dyn ExecutionPlan> = Arc::new(FilterExec::try_new(counts, rows)?);
        if read.len() == wanted.len() {
            return Ok(rows);
        }
        let kept = wanted.iter().enumerate().map(|(place, at)| {
            let name = schema.field(*at).name();
            let column: Arc<dyn PhysicalExpr> = Arc::new(Column::new(name, place));
            (column, name.clone())
        });
        Ok(Arc::new(ProjectionExec::try_new(kept, rows)?))
    }

    /// The files that may hold a matching row, by partition value and statistics.
    async fn matching(
        &self,
        files: Vec<PartitionedFile>,
        state: &dyn Session,
        filters: &[Expr],
    ) -> Result<Vec<PartitionedFile>> {
        let Some(filter) = conjunction(filters.to_vec()) else {
            return Ok(files);
        };
        let schema = self.schema();
        let known = DFSchema::try_from(schema.as_ref().clone())?;
        let filter = state.create_physical_expr(filter, &known)?;
        let predicate = PruningPredicateBuilder::new()
            .with_file_schema(Arc::clone(&schema))
            .try_build(filter)?;
        let statistics = files.iter().filter_map(|f| f.statistics.clone());
        let keep = predicate.prune(&PrunableStatistics::new(statistics.collect(), schema))?;
        let kept = files.into_iter().zip(keep).filter(|f| f.1);
        let kept = kept.map(|f| f.0).collect();
        match state.config().get_extension::<Probe>() {
            Some(probe) => {
                let (_, store) = self.pinned.warehouse.scanned().map_err(external)?;
                Ok(probe.choose(kept, &store).await?)
            }
            None => Ok(kept),
        }
    }
}

fn external(error: crate::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

/// Rows and bytes of all files: what the order of joins is chosen by.
fn total(files: &[PartitionedFile], schema: &SchemaRef) -> Statistics {
    let mut total = Statistics::new_unknown(schema);
    total.num_rows = Precision::Exact(0);
    total.total_byte_size = Precision::Inexact(0);
    for file in files {
        let known = file.statistics.as_ref();
        let rows = known.map_or(Precision::Absent, |s| s.num_rows);
        let bytes = known.map_or(Precision::Absent, |s| s.total_byte_size);
        total.num_rows = total.num_rows.add(&rows);
        total.total_byte_size = total.total_byte_size.add(&bytes);
    }
    total
}

#[async_trait]
impl TableProvider for SnapshotTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(self.columns.table_schema())
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, f: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; f.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let (whole, partly) = self.files().await?;
        let whole = self.matching(whole, state, filters).await?;
        let partly = self.matching(partly, state, filters).await?;
        let mut plans = vec![];
        if !whole.is_empty() {
            plans.push(self.read(whole, state, projection.cloned(), limit)?);
        }
        if !partly.is_empty() {
            plans.push(self.read_counting(partly, state, projection)?);
        }
        if plans.is_empty() {
            let schema = match projection {
                Some(columns) => Arc::new(self.schema().project(columns)?),
                None => self.schema(),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        UnionExec::try_new(plans)
    }
}
