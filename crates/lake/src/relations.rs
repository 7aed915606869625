//! What SQL finds under a table's name: `raw.NAME` with everything that is stored, and the base of the
//! plain name, without what is excluded and without tests.

use std::sync::Arc;

use arrow::record_batch::RecordBatch;
use datafusion::catalog::view::ViewTable;
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, col, lit, not};
use datafusion::scalar::ScalarValue;
use tables::TableMeta;

use crate::error::Result;
use crate::exclusion::Exclusions;
use crate::reason;
use crate::scan::{Pinned, SnapshotTable};

/// Where a table's rows come from.
#[derive(Debug, Clone)]
pub(crate) enum Base {
    /// The table at HEAD's version.
    Lake(Arc<Pinned>),
    /// Rows in memory, for tests of views.
    Memory(&'static TableMeta, Arc<MemTable>),
}

impl Base {
    pub(crate) fn meta(&self) -> &'static TableMeta {
        match self {
            Base::Lake(pinned) => pinned.meta,
            Base::Memory(meta, _) => meta,
        }
    }

    fn tier(&self) -> Expr {
        match self {
            Base::Lake(_) => col("tier"),
            Base::Memory(..) => lit("recent").alias("tier"),
        }
    }

    /// Every row that is stored.
    fn all(&self) -> Result<LogicalPlanBuilder> {
        let source = match self {
            Base::Lake(pinned) => {
                provider_as_source(Arc::new(SnapshotTable::all(Arc::clone(pinned))))
            }
            Base::Memory(_, table) => provider_as_source(Arc::clone(table) as _),
        };
        Ok(LogicalPlanBuilder::scan(self.meta().name, source, None)?)
    }

    /// Every row that is not excluded. A table of the lake leaves them out as it is scanned, so that
    /// plans stay small and parts without an excluded row are not looked into.
    fn counting(&self, exclusions: &Arc<Exclusions>) -> Result<LogicalPlanBuilder> {
        match (self, concerns(self.meta(), exclusions)) {
            (_, None) => self.all(),
            (Base::Lake(pinned), Some(_)) => {
                let table = SnapshotTable::without(Arc::clone(pinned), Arc::clone(exclusions));
                let source = provider_as_source(Arc::new(table));
                Ok(LogicalPlanBuilder::scan(self.meta().name, source, None)?)
            }
            (Base::Memory(..), Some(columns)) => {
                let reason = reason::reason(exclusions, &columns);
                Ok(self.all()?.filter(reason.is_null())?)
            }
        }
    }
}

/// The columns that say whether a row is excluded, where some row may be.
fn concerns(meta: &TableMeta, exclusions: &Exclusions) -> Option<Vec<&'static str>> {
    reason::columns(meta).filter(|_| !exclusions.is_empty())
}

/// Builds the relations of one session.
#[derive(Debug)]
pub(crate) struct Relations {
    pub(crate) exclusions: Arc<Exclusions>,
    /// Whether plain names show test interchanges.
    pub(crate) include_test: bool,
}

impl Relations {
    /// Everything that is stored, with `tier` and, in `excluded`, why a row does not count.
    pub(crate) fn raw(&self, base: &Base) -> Result<ViewTable> {
        let excluded = match concerns(base.meta(), &self.exclusions) {
            Some(columns) => reason::reason(&self.exclusions, &columns),
            None => lit(ScalarValue::Utf8View(None)),
        };
        let mut columns = names(base.meta());
        columns.push(base.tier());
        columns.push(excluded.alias("excluded"));
        Ok(ViewTable::new(base.all()?.project(columns)?.build()?, None))
    }

    /// What counts.
    pub(crate) fn live(&self, base: &Base) -> Result<ViewTable> {
        let meta = base.meta();
        let mut plan = base.counting(&self.exclusions)?;
        if !self.include_test && meta.schema().column_with_name("is_test").is_some() {
            plan = plan.filter(not(col("is_test")))?;
        }
        if meta.repeats {
            // Whichever file told it: the first in their order, so that the place shown is always the same one.
            let key = meta.key.iter().copied().map(col);
            let places = ["file_id", "generation", "record"].map(col);
            let sorted = key
                .clone()
                .chain(places)
                .map(|column| column.sort(true, true));
            plan = plan.distinct_on(key.collect(), names(meta), Some(sorted.collect()))?;
            return Ok(ViewTable::new(plan.build()?, None));
        }
        Ok(ViewTable::new(plan.project(names(meta))?.build()?, None))
    }
}

fn names(meta: &TableMeta) -> Vec<Expr> {
    meta.schema()
        .fields()
        .iter()
        .map(|field| col(field.name()))
        .collect()
}

pub(crate) fn memory(rows: RecordBatch) -> Result<Arc<MemTable>> {
    Ok(Arc::new(MemTable::try_new(
        rows.schema(),
        vec![vec![rows]],
    )?))
}
