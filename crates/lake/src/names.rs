//! What plain names mean. A view is planned when a statement first names it: most statements name few,
//! and planning all of them takes longer than answering a small question. A few are answered then.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use arrow::datatypes::{Field, Schema};
use arrow::record_batch::RecordBatch;
use async_trait::async_trait;
use datafusion::catalog::view::ViewTable;
use datafusion::catalog::{
    CatalogProvider, MemoryCatalogProvider, MemoryCatalogProviderList, SchemaProvider,
    TableProvider,
};
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::physical_plan::collect;
use datafusion::prelude::{DataFrame, SessionContext};

use crate::posted::{POSTED, Posted};
use crate::session::Keeps;
use crate::views::{KEPT, VIEWS, View};

/// The session's only catalog.
pub(crate) const CATALOG: &str = "claimlake";
/// The schema of plain names.
pub(crate) const PUBLIC: &str = "public";

/// The schema of plain names: stored tables as they count, catalogues, what was posted, and the views over them. Views
/// see the tables in a schema `live` too, for a view that has a table's name; statements don't.
pub(crate) struct Names {
    me: Weak<Names>,
    state: SessionState,
    live: Arc<dyn SchemaProvider>,
    posted: Posted,
    planned: Mutex<BTreeMap<&'static str, Arc<dyn TableProvider>>>,
    /// Which are answered once.
    keeps: Keeps,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

fn view(name: &str) -> Option<&'static View> {
    VIEWS.iter().find(|view| view.name == name)
}

impl Names {
    /// `state` plans the views; `live` has the tables and catalogues.
    pub(crate) fn new(
        state: &SessionState,
        live: Arc<dyn SchemaProvider>,
        posted: Posted,
        keeps: Keeps,
    ) -> Arc<Names> {
        // A list of its own: the session's would hold this schema, and this schema the session.
        let state = SessionStateBuilder::new_from_existing(state.clone())
            .with_catalog_list(Arc::new(MemoryCatalogProviderList::new()))
            .build();
        Arc::new_cyclic(|me| Names {
            me: me.clone(),
            state,
            live,
            posted,
            planned: Mutex::default(),
            keeps,
        })
    }

    fn known(&self, view: &View) -> Option<Arc<dyn TableProvider>> {
        let planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.get(view.name).map(Arc::clone)
    }

    async fn plan(&self, view: &'static View) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let catalog = MemoryCatalogProvider::new();
        if let Some(me) = self.me.upgrade() {
            catalog.register_schema(PUBLIC, me)?;
        }
        catalog.register_schema("live", Arc::clone(&self.live))?;
        let list = Arc::new(MemoryCatalogProviderList::new());
        let state = SessionStateBuilder::new_from_existing(self.state.clone())
            .with_catalog_list(list)
            .build();
        let context = SessionContext::new_with_state(state);
        context.register_catalog(CATALOG, Arc::new(catalog));
        let planned = context.state().create_logical_plan(view.sql).await;
        let plan = planned.map_err(|e| e.context(format!("view {}", view.name)))?;
        let is_kept = match self.keeps {
            Keeps::Nothing => false,
            Keeps::Small => KEPT.contains(&view.name),
            Keeps::All => true,
        };
        let table: Arc<dyn TableProvider> = match is_kept {
            false => Arc::new(ViewTable::new(plan, Some(view.sql.to_owned()))),
            true => Arc::new(answered(DataFrame::new(context.state(), plan)).await?),
        };
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.insert(view.name, Arc::clone(&table));
        Ok(table)
    }
}

/// The rows, under the names and words that were planned. What comes may have lost some of the words, and have nulls
/// where none was foreseen; its types are settled no sooner than it is optimised.
async fn answered(frame: DataFrame) -> Result<MemTable, DataFusionError> {
    let planned = frame.schema().inner().clone();
    let task = Arc::new(frame.task_ctx());
    let plan = frame.create_physical_plan().await?;
    let types = plan.schema();
    let fields = planned.fields().iter().zip(types.fields());
    let fields = fields.map(|(field, found)| {
        let field = field.as_ref().clone().with_nullable(true);
        field.with_data_type(found.data_type().clone())
    });
    let schema = Arc::new(Schema::new(fields.collect::<Vec<Field>>()));
    let mut rows = vec![];
    for batch in collect(plan, task).await? {
        let columns = batch.columns().to_vec();
        rows.push(RecordBatch::try_new(Arc::clone(&schema), columns)?);
    }
    MemTable::try_new(schema, vec![rows])
}

#[async_trait]
impl SchemaProvider for Names {
    fn table_names(&self) -> Vec<String> {
        let mut names = self.live.table_names();
        names.extend(VIEWS.iter().map(|view| view.name.to_owned()));
        names.push(POSTED.to_owned());
        names.sort();
        names.dedup();
        names
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>, DataFusionError> {
        match view(name) {
            None if name == POSTED => self.posted.table().await.map(Some),
            None => self.live.table(name).await,
            Some(view) => match self.known(view) {
                Some(table) => Ok(Some(table)),
                None => self.plan(view).await.map(Some),
            },
        }
    }

    fn table_exist(&self, name: &str) -> bool {
        view(name).is_some() || name == POSTED || self.live.table_exist(name)
    }
}
