//! `posted`: which remittances were exported to be posted, as a table. It is read from the state when a statement
//! first names it, and so tells of that moment, not of HEAD's.

use std::sync::Arc;

use arrow::array::{Date32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use jiff::tz::TimeZone;
use posting::Standing;
use store::State;
use tokio::sync::OnceCell;

use crate::error::{Error, Result};

/// Its name.
pub(crate) const POSTED: &str = "posted";
/// What one row is.
pub(crate) const DOC: &str = "One row per 835 that was exported to be posted and was not taken back: in which export, and on which day (in UTC).";

/// Where its rows come from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// Rows in memory, for tests.
    Given(Vec<RecordBatch>),
    /// What the state says.
    State(Arc<dyn State>),
}

/// The table.
#[derive(Debug)]
pub(crate) struct Posted {
    source: Source,
    table: OnceCell<Arc<MemTable>>,
}

/// Its columns.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("doc_id", DataType::Utf8, true),
        Field::new("export", DataType::Int64, true),
        Field::new("posted_on", DataType::Date32, true),
    ]))
}

impl Posted {
    pub(crate) fn new(source: Source) -> Posted {
        Posted {
            source,
            table: OnceCell::new(),
        }
    }

    pub(crate) async fn table(&self) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let read = async || {
            let rows = match &self.source {
                Source::Given(rows) => rows.clone(),
                Source::State(state) => vec![rows(&**state).await.map_err(external)?],
            };
            Ok(Arc::new(MemTable::try_new(schema(), vec![rows])?))
        };
        let table: Result<_, DataFusionError> = self.table.get_or_try_init(read).await;
        Ok(Arc::clone(table?) as _)
    }
}

fn external(error: Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

async fn rows(state: &dyn State) -> Result<RecordBatch> {
    let standing = posting::standing(state).await;
    let standing = standing.map_err(|e| Error::storage("what was posted", e))?;
    let number = |found: &Standing| i64::try_from(found.export).unwrap_or(i64::MAX);
    let day = |found: &Standing| domain::date::days(TimeZone::UTC.to_datetime(found.at).date());
    let columns: Vec<arrow::array::ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(standing.keys())),
        Arc::new(Int64Array::from_iter_values(standing.values().map(number))),
        Arc::new(Date32Array::from_iter_values(standing.values().map(day))),
    ];
    RecordBatch::try_new(schema(), columns)
        .map_err(|_| Error::damaged("expected rows of what was posted, but found others"))
}
