//! A session: every table at one HEAD, read-only SQL over it, in bounded memory, rows and time.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::{Array as _, ArrayRef, AsArray as _};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion::catalog::{MemorySchemaProvider, SchemaProvider};
use datafusion::common::ParamValues;
use datafusion::datasource::MemTable;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use datafusion::scalar::ScalarValue;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast;
use futures::{FutureExt as _, Stream, StreamExt as _};
use pipeline::{Context, Head};
use tables::TableMeta;

use crate::error::{Error, Kind, Result};
use crate::exclusion::Exclusions;
use crate::names::{CATALOG, Names, PUBLIC};
use crate::posted::{POSTED, Posted, Source};
use crate::reader::Kept;
use crate::reference;
use crate::relations::{Base, Relations, memory};
use crate::scan::{Pinned, SnapshotTable};
use crate::warehouse::Warehouse;

/// What a session may use and show.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether plain names show test interchanges.
    pub include_test: bool,
    /// Threads that a query is spread over.
    pub threads: usize,
    /// Memory that a query may hold before it spills, and at most.
    pub memory: usize,
    /// Rows that a query may return.
    pub rows: u64,
    /// Bytes that a query may return: who shows an answer may hold all of it.
    pub bytes: usize,
    /// Time that a query may take.
    pub time: Duration,
    /// Where it spills; what it spills is content. `None`: it does not, and fails instead.
    pub spill: Option<PathBuf>,
    /// Which views are answered once, when one is first named; else every plan holds theirs.
    pub keeps: Keeps,
}

/// Views that are answered once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// None.
    Nothing,
    /// Small ones that others need again and again.
    Small,
    /// All of them: over few rows, planning takes longer than answering.
    All,
}

impl Default for Options {
    /// One gigabyte sorts ten million rows by spilling; ten minutes and a million rows are more than a
    /// person reads.
    fn default() -> Options {
        Options {
            include_test: false,
            threads: 2,
            memory: 1 << 30,
            rows: 1_000_000,
            bytes: 256 << 20,
            time: Duration::from_secs(600),
            spill: None,
            keeps: Keeps::Small,
        }
    }
}

/// Every table at one HEAD.
pub struct Session {
    context: SessionContext,
    /// Stored tables as they count, under names that views have too.
    live: Arc<dyn SchemaProvider>,
    head: Head,
    options: Options,
    exclusions: Arc<Exclusions>,
    /// What look-ups read of parts.
    kept: Arc<Kept>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

/// The rows of an answer, as they come.
pub type Rows = Pin<Box<dyn Stream<Item = Result<RecordBatch>> + Send>>;

/// An answer to a statement.
pub struct Answer {
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows. A limit on rows or time ends them with an error, never silently.
    pub rows: Rows,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// All rows at once.
    ///
    /// # Errors
    /// As the rows'.
    pub async fn collect(mut self) -> Result<Vec<RecordBatch>> {
        let mut all = vec![];
        while let Some(batch) = self.rows.next().await {
            all.push(batch?);
        }
        Ok(all)
    }
}

impl Session {
    /// Opens every table at the version that `head` names. Only the log of exclusions is read now. Without a
    /// state nothing is known of what was posted.
    ///
    /// # Errors
    /// Storage; or a view that the tables don't fit.
    pub async fn open(warehouse: &Warehouse, head: &Head, options: &Options) -> Result<Session> {
        Session::open_with(warehouse, head, options, Source::Given(vec![])).await
    }

    async fn open_with(
        warehouse: &Warehouse,
        head: &Head,
        options: &Options,
        posted: Source,
    ) -> Result<Session> {
        let pinned = pinned(warehouse, head);
        let exclusions = exclusions(&pinned, options).await?;
        let bases: Vec<Base> = pinned.into_iter().map(Base::Lake).collect();
        Session::over(&bases, exclusions, head.clone(), options, posted)
    }

    /// Opens the HEAD that stands in the state. Before the first batch every table is there and empty.
    ///
    /// # Errors
    /// As for [`Session::open`].
    pub async fn at_head(
        ctx: &Context,
        warehouse: &Warehouse,
        options: &Options,
    ) -> Result<Session> {
        let head = pipeline::head(ctx).await;
        let head = head.map_err(|e| Error::storage("HEAD", e))?;
        let versions = BTreeMap::new();
        let head = head.unwrap_or(Head { n: 0, versions });
        let posted = Source::State(Arc::clone(&ctx.state));
        Session::open_with(warehouse, &head, options, posted).await
    }

    pub(crate) fn over(
        bases: &[Base],
        exclusions: Exclusions,
        head: Head,
        options: &Options,
        posted: Source,
    ) -> Result<Session> {
        let relations = Relations {
            exclusions: Arc::new(exclusions),
            include_test: options.include_test,
        };
        let context = context(options)?;
        let live = named(&context, &relations, bases, posted, options.keeps)?;
        let exclusions = relations.exclusions;
        Ok(Session {
            context,
            live,
            head,
            options: options.clone(),
            exclusions,
            kept: Arc::new(Kept::of(options.memory)),
        })
    }

    /// A session over rows in memory instead of a lake: for tests of the views and KPIs. `tables` are
    /// by name, with the columns of the table and in memory perhaps `tier`; one that is missing is empty.
    /// `posted` may be among them.
    ///
    /// # Errors
    /// Rows that are not of their table's columns.
    pub async fn in_memory(
        tables: Vec<(String, Vec<RecordBatch>)>,
        options: &Options,
    ) -> Result<Session> {
        let mut given: BTreeMap<String, Vec<RecordBatch>> = tables.into_iter().collect();
        let log = given.get("excluded_unit").cloned().unwrap_or_default();
        let posted = Source::Given(given.remove(POSTED).unwrap_or_default());
        let mut bases = vec![];
        for meta in tables::ALL {
            let rows = given.remove(meta.name).unwrap_or_default();
            let schema = rows
                .first()
                .map_or_else(|| meta.schema(), RecordBatch::schema);
            bases.push(Base::Memory(
                meta,
                Arc::new(MemTable::try_new(schema, vec![rows])?),
            ));
        }
        let head = Head {
            n: 0,
            versions: BTreeMap::new(),
        };
        Session::over(&bases, Exclusions::read(&log)?, head, options, posted)
    }

    /// The HEAD that it is pinned to.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What it was opened with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What the plain names leave out.
    #[must_use]
    pub fn exclusions(&self) -> &Exclusions {
        &self.exclusions
    }

    /// The rows of a stored table that count.
    pub(crate) async fn live(&self, table: &str) -> Result<DataFrame> {
        let found = self.live.table(table).await?;
        let found = found.ok_or_else(|| Error::damaged("expected a table, but found none"))?;
        Ok(self.context.read_table(found)?)
    }

    /// The rows of a stored table, all of them.
    pub(crate) async fn raw(&self, table: &str) -> Result<DataFrame> {
        Ok(self.context.table(format!("raw.{table}")).await?)
    }

    pub(crate) fn kept(&self) -> Arc<Kept> {
        Arc::clone(&self.kept)
    }

    /// The columns of `posted`, for rows in memory.
    #[must_use]
    pub fn posted_schema() -> SchemaRef {
        crate::posted::schema()
    }

    pub(crate) async fn columns(&self, name: &str) -> Result<SchemaRef> {
        Ok(self.context.table_provider(name).await?.schema())
    }

    /// Answers one statement of a person: it may read and nothing else.
    ///
    /// # Errors
    /// A statement that does more than read, or that does not fit the tables.
    pub async fn sql(&self, text: &str) -> Result<Answer> {
        let statement = read_only(text)?;
        let state = self.context.state();
        let plan = state.statement_to_plan(statement).await?;
        let frame = self.frame(plan, None)?;
        self.answer(frame).await
    }

    /// Plans one of our own queries, with `$name` parameters bound.
    ///
    /// # Errors
    /// As for [`Session::sql`].
    pub async fn query(
        &self,
        text: &str,
        parameters: Vec<(&str, ScalarValue)>,
    ) -> Result<DataFrame> {
        let statement = read_only(text)?;
        let plan = self.context.state().statement_to_plan(statement).await?;
        self.frame(plan, Some(parameters))
    }

    /// Runs what [`Session::query`] planned.
    ///
    /// # Errors
    /// The plan can't be made, or not within the time of a statement.
    pub async fn answer(&self, frame: DataFrame) -> Result<Answer> {
        let schema = Arc::clone(frame.schema().inner());
        // A look-up reads while it is planned.
        let begun = tokio::time::timeout(self.options.time, frame.execute_stream()).await;
        let seconds = self.options.time.as_secs();
        let stream = begun.map_err(|_| {
            let what = format!("expected an answer within {seconds} s, but found it unfinished");
            Error::new(Kind::Limit, what)
        })??;
        Ok(Answer {
            schema,
            rows: bounded(stream, &self.options),
        })
    }

    fn frame(
        &self,
        plan: datafusion::logical_expr::LogicalPlan,
        parameters: Option<Vec<(&str, ScalarValue)>>,
    ) -> Result<DataFrame> {
        let options = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        options.verify_plan(&plan)?;
        let plan = match parameters {
            Some(parameters) => plan.with_param_values(ParamValues::from(parameters))?,
            None => plan,
        };
        Ok(DataFrame::new(self.context.state(), plan))
    }
}

/// The one statement of `text`, where it is one that reads.
fn read_only(text: &str) -> Result<Statement> {
    let mut statements = DFParserBuilder::new(text).build()?.parse_statements()?;
    let statement = match (statements.pop_front(), statements.is_empty()) {
        (Some(statement), true) => statement,
        (found, _) => {
            let found = if found.is_none() { "none" } else { "several" };
            return Err(Error::statement(format!(
                "expected one statement, but found {found}"
            )));
        }
    };
    let reads = match &statement {
        Statement::Statement(inner) => reads(inner),
        Statement::Explain(explain) => {
            matches!(&*explain.statement, Statement::Statement(inner) if reads(inner))
        }
        _ => false,
    };
    match reads {
        true => Ok(statement),
        false => Err(Error::statement(
            "expected a statement that reads (select, explain, show, describe), but found another",
        )),
    }
}

fn reads(statement: &ast::Statement) -> bool {
    match statement {
        ast::Statement::Query(_)
        | ast::Statement::ExplainTable { .. }
        | ast::Statement::ShowTables { .. }
        | ast::Statement::ShowColumns { .. }
        | ast::Statement::ShowVariable { .. }
        | ast::Statement::ShowFunctions { .. } => true,
        ast::Statement::Explain { statement, .. } => reads(statement),
        _ => false,
    }
}

pub(crate) fn context(options: &Options) -> Result<SessionContext> {
    let mut runtime = RuntimeEnvBuilder::new().with_memory_limit(options.memory, 1.0);
    runtime = match &options.spill {
        Some(folder) => runtime.with_temp_file_path(folder.clone()),
        None => runtime.with_disk_manager_builder(
            datafusion::execution::disk_manager::DiskManagerBuilder::default()
                .with_mode(datafusion::execution::disk_manager::DiskManagerMode::Disabled),
        ),
    };
    let config = SessionConfig::new()
        .with_target_partitions(options.threads.max(1))
        // Views join the small to the large. Dealt out by key, the large side of a join waits in memory for
        // the slowest of its parts; held in one piece, the small one lets the large one stream.
        .with_repartition_joins(false)
        .with_information_schema(true)
        .with_default_catalog_and_schema(CATALOG, PUBLIC);
    // It goes by names alone where two columns of a projection have one name, and rows are lost (DataFusion 55,
    // `tests/kpi/same_names.slt`). What can be asked of a scan was pushed down before, column by column.
    let mut rules = PhysicalOptimizer::new().rules;
    rules.retain(|rule| !rule.name().starts_with("FilterPushdown"));
    let state = SessionStateBuilder::new()
        .with_physical_optimizer_rules(rules)
        .with_config(config)
        .with_runtime_env(Arc::new(runtime.build()?))
        .with_default_features()
        .build();
    Ok(SessionContext::new_with_state(state))
}

/// Puts the tables, the catalogues and the views under their names; the tables as they count are returned too.
fn named(
    context: &SessionContext,
    relations: &Relations,
    bases: &[Base],
    posted: Source,
    keeps: Keeps,
) -> Result<Arc<dyn SchemaProvider>> {
    let raw = MemorySchemaProvider::new();
    let live: Arc<dyn SchemaProvider> = Arc::new(MemorySchemaProvider::new());
    for base in bases {
        let name = base.meta().name.to_owned();
        raw.register_table(name.clone(), Arc::new(relations.raw(base)?))?;
        live.register_table(name, Arc::new(relations.live(base)?))?;
    }
    for (name, _, rows) in reference::catalogues()? {
        live.register_table(name.to_owned(), memory(rows)?)?;
    }
    let catalog = context
        .catalog(CATALOG)
        .ok_or_else(|| Error::damaged("expected the session's catalog, but found none"))?;
    catalog.register_schema("raw", Arc::new(raw))?;
    let names = Names::new(
        &context.state(),
        Arc::clone(&live),
        Posted::new(posted),
        keeps,
    );
    catalog.register_schema(PUBLIC, names)?;
    Ok(live)
}

/// What the plain names leave out at a HEAD.
pub(crate) async fn exclusions_at(
    warehouse: &Warehouse,
    head: &Head,
    options: &Options,
) -> Result<Exclusions> {
    exclusions(&pinned(warehouse, head), options).await
}

fn pinned(warehouse: &Warehouse, head: &Head) -> Vec<Arc<Pinned>> {
    let pin = |meta: &&'static TableMeta| {
        let version = head.versions.get(meta.name).copied().unwrap_or(0);
        Pinned::new(warehouse.clone(), meta, version)
    };
    tables::ALL.iter().map(pin).collect()
}

async fn exclusions(pinned: &[Arc<Pinned>], options: &Options) -> Result<Exclusions> {
    let log = pinned.iter().find(|p| p.meta.name == "excluded_unit");
    let log =
        log.ok_or_else(|| Error::damaged("expected a table excluded_unit, but found none"))?;
    if log.files().await?.is_empty() {
        return Ok(Exclusions::default());
    }
    let context = context(options)?;
    let table = SnapshotTable::all(Arc::clone(log));
    Exclusions::read(&context.read_table(Arc::new(table))?.collect().await?)
}

/// Ends rows with an error when there are too many or they take too long. A function of the engine that
/// panics ends them too: a person's statement must not end the process.
fn bounded(stream: SendableRecordBatchStream, options: &Options) -> Rows {
    let deadline = tokio::time::Instant::now() + options.time;
    let (rows, bytes, seconds) = (options.rows, options.bytes, options.time.as_secs());
    let limit = |what: String| Error::new(Kind::Limit, what);
    let step = move |state: Option<(SendableRecordBatchStream, u64, usize)>| async move {
        let (mut stream, mut seen, mut held) = state?;
        let next = AssertUnwindSafe(stream.next()).catch_unwind();
        let found = match tokio::time::timeout_at(deadline, next).await {
            Err(_) => {
                let what =
                    format!("expected an answer within {seconds} s, but found it unfinished");
                return Some((Err(limit(what)), None));
            }
            Ok(Err(_)) => {
                let what = "expected the statement to run, but found one that the engine can't";
                return Some((Err(Error::statement(what)), None));
            }
            Ok(Ok(None)) => return None,
            Ok(Ok(Some(Err(e)))) => return Some((Err(Error::from(e)), None)),
            Ok(Ok(Some(Ok(batch)))) => batch,
        };
        seen += u64::try_from(found.num_rows()).unwrap_or(u64::MAX);
        held = held.saturating_add(found.columns().iter().map(size).sum());
        if seen > rows {
            let what = format!("expected at most {rows} rows, but found more");
            return Some((Err(limit(what)), None));
        }
        if held > bytes {
            let what = format!("expected at most {bytes} bytes of rows, but found more");
            return Some((Err(limit(what)), None));
        }
        Some((Ok(found), Some((stream, seen, held))))
    };
    Box::pin(futures::stream::unfold(Some((stream, 0, 0)), step))
}

/// Bytes of the values themselves: views of strings share buffers with rows that are not in the answer.
fn size(column: &ArrayRef) -> usize {
    match column.as_string_view_opt() {
        Some(texts) => texts.iter().flatten().map(str::len).sum(),
        None => column.to_data().get_slice_memory_size().unwrap_or(0),
    }
}
