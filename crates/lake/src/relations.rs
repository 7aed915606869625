//! What SQL finds under a table's name: `raw.NAME` with everything that is stored, and the base of the
//! plain name, without what is excluded and without tests.
//!
//! Where nothing is excluded there is no join at all. Where something is, only the parts that hold
//! excluded rows are joined.

use std::sync::Arc;

use arrow::record_batch::RecordBatch;
use datafusion::catalog::view::ViewTable;
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::functions::core::expr_fn::coalesce;
use datafusion::logical_expr::{
    Expr, JoinType, LogicalPlan, LogicalPlanBuilder, cast, col, lit, not,
};
use datafusion::scalar::ScalarValue;
use tables::TableMeta;

use crate::error::Result;
use crate::exclusion::{Exclusions, Part};
use crate::scan::{Pinned, Select, SnapshotTable};

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

    fn scan(&self, select: Select) -> Result<LogicalPlanBuilder> {
        let source = match self {
            Base::Lake(pinned) => {
                provider_as_source(Arc::new(SnapshotTable::new(Arc::clone(pinned), select)))
            }
            Base::Memory(_, table) => provider_as_source(Arc::clone(table) as _),
        };
        Ok(LogicalPlanBuilder::scan(self.meta().name, source, None)?)
    }

    /// In memory there are no parts: every row must be looked at.
    fn part(&self, part: Part, exclusions: &Arc<Exclusions>) -> Result<LogicalPlanBuilder> {
        let scan = self.scan(Select::Of(part, Arc::clone(exclusions)))?;
        match self {
            Base::Memory(..) if part != Part::Partly => Ok(scan.filter(lit(false))?),
            _ => Ok(scan),
        }
    }
}

/// Builds the relations of one session.
#[derive(Debug)]
pub(crate) struct Relations {
    pub(crate) exclusions: Arc<Exclusions>,
    units: Arc<MemTable>,
    files: Arc<MemTable>,
    /// Whether plain names show test interchanges.
    pub(crate) include_test: bool,
}

pub(crate) fn memory(rows: RecordBatch) -> Result<Arc<MemTable>> {
    Ok(Arc::new(MemTable::try_new(
        rows.schema(),
        vec![vec![rows]],
    )?))
}

fn has(meta: &TableMeta, column: &str) -> bool {
    meta.schema().column_with_name(column).is_some()
}

impl Relations {
    pub(crate) fn new(exclusions: Exclusions, include_test: bool) -> Result<Relations> {
        Ok(Relations {
            units: memory(exclusions.unit_rows()?)?,
            files: memory(exclusions.file_rows()?)?,
            exclusions: Arc::new(exclusions),
            include_test,
        })
    }

    /// Everything that is stored, with `tier` and, in `excluded`, why a row does not count.
    pub(crate) fn raw(&self, base: &Base) -> Result<ViewTable> {
        let meta = base.meta();
        let stored = |plan: LogicalPlanBuilder, excluded: Expr| -> Result<LogicalPlanBuilder> {
            let mut columns: Vec<Expr> = names(meta);
            columns.push(base.tier());
            columns.push(cast(excluded, arrow::datatypes::DataType::Utf8View).alias("excluded"));
            Ok(plan.project(columns)?)
        };
        let nothing = || lit(ScalarValue::Utf8View(None));
        if !self.concerns(meta) {
            let plan = stored(base.scan(Select::All)?, nothing())?.build()?;
            return Ok(ViewTable::new(plan, None));
        }
        let whole = stored(self.part(base, Part::Whole)?, nothing())?;
        let touched = self
            .part(base, Part::Partly)?
            .union(self.part(base, Part::Out)?.build()?)?;
        let (touched, mut reasons) = (self.join(meta, touched, JoinType::Left)?, vec![]);
        reasons.push(col("file_reason"));
        if has(meta, "unit_id") {
            reasons.push(col("unit_reason"));
        }
        let touched = stored(touched, coalesce(reasons))?;
        Ok(ViewTable::new(
            whole.union(touched.build()?)?.build()?,
            None,
        ))
    }

    /// What counts.
    pub(crate) fn live(&self, base: &Base) -> Result<ViewTable> {
        let meta = base.meta();
        let mut plan = match self.concerns(meta) {
            false => base.scan(Select::All)?,
            true => {
                let partly = self.part(base, Part::Partly)?;
                let left = self.join(meta, partly, JoinType::LeftAnti)?;
                self.part(base, Part::Whole)?.union(left.build()?)?
            }
        };
        if !self.include_test && has(meta, "is_test") {
            plan = plan.filter(not(col("is_test")))?;
        }
        Ok(ViewTable::new(plan.project(names(meta))?.build()?, None))
    }

    /// Whether something is excluded at all, and the table's rows can be.
    fn concerns(&self, meta: &TableMeta) -> bool {
        let log = meta.name == "excluded_unit";
        !log && !self.exclusions.is_empty() && has(meta, "file_id") && has(meta, "generation")
    }

    fn part(&self, base: &Base, part: Part) -> Result<LogicalPlanBuilder> {
        base.part(part, &self.exclusions)
    }

    fn join(
        &self,
        meta: &TableMeta,
        plan: LogicalPlanBuilder,
        kind: JoinType,
    ) -> Result<LogicalPlanBuilder> {
        let files = side("excluded_files", &self.files)?;
        let on = (
            vec!["file_id", "generation"],
            vec!["excluded_file_id", "excluded_generation"],
        );
        let plan = plan.join(files, kind, on, None)?;
        if !has(meta, "unit_id") {
            return Ok(plan);
        }
        let units = side("excluded_units", &self.units)?;
        Ok(plan.join(
            units,
            kind,
            (vec!["unit_id"], vec!["excluded_unit_id"]),
            None,
        )?)
    }
}

fn names(meta: &TableMeta) -> Vec<Expr> {
    meta.schema()
        .fields()
        .iter()
        .map(|field| col(field.name()))
        .collect()
}

fn side(name: &str, table: &Arc<MemTable>) -> Result<LogicalPlan> {
    let source = provider_as_source(Arc::clone(table) as _);
    Ok(LogicalPlanBuilder::scan(name, source, None)?.build()?)
}
