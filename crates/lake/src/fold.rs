//! The fold: parts as ingested, and small folded ones, written anew in order, by tier and month.
//!
//! Rows of retracted files and of replaced generations are dropped, since neither ever comes back. Rows of
//! units that are left out for another reason go to the tier `aside`, all others to `base`. The order is made
//! by a sort that spills, so that memory is bounded whatever the size; whoever dies leaves parts that nothing
//! names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray};
use arrow::compute::{cast, partition};
use arrow::datatypes::{DataType, Int32Type};
use datafusion::common::ScalarValue;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::functions::datetime::expr_fn::to_char;
use datafusion::logical_expr::{Expr, col, lit};
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use futures::StreamExt as _;
use pipeline::{Context, Fold, Head, Reason, Removed, generation};
use tables::part::{ASIDE, BASE};
use tables::{Folded, Part, TableMeta};
use tokio::sync::mpsc;

use crate::error::{Error, Result};
use crate::exclusion::{Exclusions, Part as Counts};
use crate::maintain::Thresholds;
use crate::reason;
use crate::scan::{Pinned, SnapshotTable};
use crate::snapshot::{self, File};
use crate::warehouse::Warehouse;

/// Columns that the sort needs beside those of the table: whether the row goes aside, and its month.
const AWAY: [&str; 2] = ["fold aside", "fold month"];
/// Batches between the sort and the writer.
const AHEAD: usize = 2;

/// What a fold may use.
#[derive(Debug, Clone)]
pub struct Resources {
    /// Bytes that a sort may hold before it spills.
    pub memory: usize,
    /// Sorts side by side; their results are merged.
    pub threads: usize,
    /// Where it spills; what it spills is content. `None`: it does not, and fails instead.
    pub spill: Option<PathBuf>,
}

/// One table at a HEAD, and what a fold of it would take.
#[derive(Debug)]
pub(crate) struct Candidate {
    meta: &'static TableMeta,
    version: u64,
    files: Vec<File>,
}

impl Candidate {
    pub(crate) fn parts(&self) -> usize {
        self.files.len()
    }

    pub(crate) fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.files.iter().map(File::size).sum()
    }
}

/// A HEAD with what is left out at it: what folds are prepared from.
#[derive(Debug)]
pub(crate) struct From<'a> {
    pub(crate) ctx: &'a Context,
    pub(crate) warehouse: &'a Warehouse,
    pub(crate) head: &'a Head,
    pub(crate) exclusions: Arc<Exclusions>,
    pub(crate) resources: &'a Resources,
}

impl From<'_> {
    /// What a fold of the table should take now; `None` where it is not worth one.
    pub(crate) async fn candidate(
        &self,
        meta: &'static TableMeta,
        thresholds: &Thresholds,
    ) -> Result<Option<Candidate>> {
        let version = self.head.versions.get(meta.name).copied().unwrap_or(0);
        let files = snapshot::files(self.warehouse, meta, version).await?;
        let misplaced = self.misplaced(meta, version, &files).await?;
        let now = self.ctx.clock.now().as_millisecond();
        let chosen = thresholds.choose(&files, &misplaced, now);
        if chosen.is_empty() {
            return Ok(None);
        }
        let files = chosen.into_iter().cloned().collect();
        Ok(Some(Candidate {
            meta,
            version,
            files,
        }))
    }

    /// Folded parts with a row that stands in the wrong tier, or in any, since something changed.
    async fn misplaced(
        &self,
        meta: &'static TableMeta,
        version: u64,
        files: &[File],
    ) -> Result<BTreeSet<String>> {
        let mut misplaced = BTreeSet::new();
        let Some(origin) = reason::columns(meta) else {
            return Ok(misplaced);
        };
        let paths = files.iter().map(|file| file.path.as_str());
        let unsettled = self.exclusions.unsettled(paths);
        for file in files {
            let is_aside = file.tier() == ASIDE;
            let settled = match (file.tier(), self.exclusions.of_part(&file.path, &unsettled)) {
                (BASE, Counts::Whole) | (ASIDE, Counts::Out) => true,
                (BASE | ASIDE, _) => false,
                _ => true,
            };
            if settled {
                continue;
            }
            let reason = reason::reason(&self.exclusions, &origin);
            let wrong = match is_aside {
                true => reason.clone().is_null().or(is_gone(reason)),
                false => reason.is_not_null(),
            };
            let rows = self.scan(meta, version, vec![file.clone()])?;
            if rows.filter(wrong)?.limit(0, Some(1))?.count().await? > 0 {
                misplaced.insert(file.path.clone());
            }
        }
        Ok(misplaced)
    }

    fn scan(&self, meta: &'static TableMeta, version: u64, files: Vec<File>) -> Result<DataFrame> {
        let context = context(self.resources)?;
        let pinned = Pinned::of(self.warehouse.clone(), meta, version, files);
        Ok(context.read_table(Arc::new(SnapshotTable::all(pinned)))?)
    }

    /// Writes the parts of a fold.
    pub(crate) async fn write(&self, candidate: Candidate) -> Result<Fold> {
        let Candidate {
            meta,
            version,
            files,
        } = candidate;
        let name = pipeline::fold_name(self.ctx, self.head.n);
        let now = self.ctx.clock.now().as_millisecond();
        let removes: Vec<Removed> = files.iter().map(|file| removed(file, now)).collect();
        let rows: u64 = removes.iter().map(|part| part.rows).sum();
        let frame = ordered(self.scan(meta, version, files)?, meta, &self.exclusions)?;
        let stream = frame.execute_stream().await?;
        let parts = Arc::clone(&self.ctx.parts);
        let out = Folded::new(Arc::clone(&parts), meta, name.clone(), rows, now);
        let (adds, generations) = drain(stream, meta, out).await?;
        let synced = adds.clone();
        let sync = tokio::task::spawn_blocking(move || parts.sync(&synced));
        stopped(sync.await)?
            .map_err(|e| Error::storage(format!("{}: writing a fold", meta.name), e))?;
        let kept: u64 = adds.iter().map(|part| part.rows).sum();
        let dropped = rows.checked_sub(kept).ok_or_else(|| {
            let name = meta.name;
            Error::damaged(format!("{name}: expected {rows} rows, but found {kept}"))
        })?;
        Ok(Fold {
            name,
            table: meta.name.to_owned(),
            head: self.head.n,
            removes,
            adds,
            dropped,
            generations,
        })
    }
}

fn removed(file: &File, now: i64) -> Removed {
    Removed {
        path: file.path.clone(),
        rows: file.rows,
        size: file.size(),
        partition_values: file.partition.clone(),
        removed_ms: now,
    }
}

/// Whether a row with this reason is gone for good.
fn is_gone(reason: Expr) -> Expr {
    let gone = [Reason::Replayed, Reason::Retracted].map(|reason| lit(reason.as_str()));
    reason.in_list(gone.to_vec(), false)
}

/// The rows that stay, with where they go, in the order of the table.
fn ordered(
    rows: DataFrame,
    meta: &'static TableMeta,
    exclusions: &Arc<Exclusions>,
) -> Result<DataFrame> {
    let schema = meta.schema();
    let mut columns: Vec<Expr> = schema.fields().iter().map(|f| col(f.name())).collect();
    let (rows, aside) = match reason::columns(meta) {
        Some(origin) => {
            let reason = reason::reason(exclusions, &origin);
            let stays = reason.clone().is_null().or(!is_gone(reason.clone()));
            (rows.filter(stays)?, reason.is_not_null())
        }
        None => (rows, lit(false)),
    };
    let month = match meta.month {
        Some(column) => to_char(col(column), lit("%Y-%m")),
        None => lit(ScalarValue::Utf8(None)),
    };
    let [aside_name, month_name] = AWAY;
    columns.push(aside.alias(aside_name));
    columns.push(month.alias(month_name));
    let order = AWAY.into_iter().chain(meta.order());
    let order = order.map(|name| Expr::Column(name.into()).sort(true, true));
    let order = order.collect();
    Ok(rows.select(columns)?.sort(order)?)
}

/// Memory is dealt out evenly to what is sorted side by side.
fn context(resources: &Resources) -> Result<SessionContext> {
    let pool = Arc::new(FairSpillPool::new(resources.memory));
    let mut runtime = RuntimeEnvBuilder::new().with_memory_pool(pool);
    runtime = match &resources.spill {
        Some(folder) => runtime.with_temp_file_path(folder.clone()),
        None => runtime.with_disk_manager_builder(
            DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled),
        ),
    };
    let config = SessionConfig::new().with_target_partitions(resources.threads.max(1));
    Ok(SessionContext::new_with_config_rt(
        config,
        Arc::new(runtime.build()?),
    ))
}

/// The generations of files whose rows came by.
type Generations = BTreeSet<String>;

/// Writes rows as they come. Parts are written on a thread that may block.
async fn drain(
    mut rows: SendableRecordBatchStream,
    meta: &'static TableMeta,
    mut out: Folded,
) -> Result<(Vec<Part>, Generations)> {
    let (to, mut from) = mpsc::channel::<RecordBatch>(AHEAD);
    let writer = tokio::task::spawn_blocking(move || {
        let mut generations = Generations::new();
        while let Some(batch) = from.blocking_recv() {
            append(&batch, meta, &mut out, &mut generations)?;
        }
        let failed = |e| Error::storage(format!("{}: writing a fold", meta.name), e);
        Ok((out.finish().map_err(failed)?, generations))
    });
    let mut failed = None;
    while let Some(batch) = rows.next().await {
        match batch {
            // A writer that went away says why itself.
            Ok(batch) => {
                if to.send(batch).await.is_err() {
                    break;
                }
            }
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    drop(to);
    let written = stopped(writer.await)?;
    match failed {
        Some(error) => Err(error.into()),
        None => written,
    }
}

fn stopped<T>(joined: std::result::Result<T, tokio::task::JoinError>) -> Result<T> {
    joined.map_err(|e| Error::storage("the task that writes a fold", e))
}

fn append(
    batch: &RecordBatch,
    meta: &'static TableMeta,
    out: &mut Folded,
    generations: &mut Generations,
) -> Result<()> {
    let damaged = |what: &str| Error::damaged(format!("{}: expected {what}", meta.name));
    let [aside, month] = AWAY.map(|name| batch.column_by_name(name));
    let (aside, month) = aside.zip(month).ok_or_else(|| damaged("where rows go"))?;
    let runs = [Arc::clone(aside), Arc::clone(month)];
    let (aside, month) = (text(aside)?, text(month)?);
    let rows = stored(batch, meta)?;
    // What can't be left out is right whatever becomes of a file.
    if reason::columns(meta).is_some() {
        gather(&rows, generations)?;
    }
    for run in partition(&runs)
        .map_err(|_| damaged("rows in runs"))?
        .ranges()
    {
        let tier = match aside.is_valid(run.start) && aside.value(run.start) == "true" {
            true => ASIDE,
            false => BASE,
        };
        let month = month.is_valid(run.start).then(|| month.value(run.start));
        let some = rows.slice(run.start, run.len());
        out.append(tier, month, &some)
            .map_err(|e| Error::storage(format!("{}: writing a fold", meta.name), e))?;
    }
    Ok(())
}

fn text(column: &ArrayRef) -> Result<StringArray> {
    let text = cast(column, &DataType::Utf8).map_err(|_| Error::damaged("expected text"))?;
    Ok(text.as_string::<i32>().clone())
}

/// The columns of the table as they are stored: strings were views while they were scanned.
fn stored(batch: &RecordBatch, meta: &'static TableMeta) -> Result<RecordBatch> {
    let schema = meta.schema();
    let damaged = |name: &str| Error::damaged(format!("{}: expected {name}", meta.name));
    let column = |field: &arrow::datatypes::FieldRef| {
        let found = batch.column_by_name(field.name());
        let found = found.ok_or_else(|| damaged(field.name()))?;
        cast(found, field.data_type()).map_err(|_| damaged(field.name()))
    };
    let columns = schema.fields().iter().map(column).collect::<Result<_>>()?;
    RecordBatch::try_new(schema, columns).map_err(|_| damaged("the columns of the table"))
}

/// Notes the generations of files that rows are of.
fn gather(rows: &RecordBatch, generations: &mut Generations) -> Result<()> {
    let (Some(files), Some(numbers)) = (
        rows.column_by_name("file_id"),
        rows.column_by_name("generation"),
    ) else {
        return Ok(());
    };
    let files = text(files)?;
    let numbers = numbers.as_primitive_opt::<Int32Type>();
    let numbers = numbers.ok_or_else(|| Error::damaged("expected generations of files"))?;
    // Most are told once and met many times.
    let mut met: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    for row in 0..rows.num_rows() {
        let (file, number) = (files.value(row), numbers.value(row));
        if met.entry(file).or_default().insert(number) {
            generations.insert(generation(file, u32::try_from(number).unwrap_or(0)));
        }
    }
    Ok(())
}
