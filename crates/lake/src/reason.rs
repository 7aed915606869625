//! Why a row does not count, as a function of the columns that say where it came from.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringViewArray, StringViewBuilder};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type};
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility, col,
};
use tables::TableMeta;

use crate::exclusion::Exclusions;

/// The columns that it is a function of; the last is missing from tables that have no units.
const COLUMNS: [&str; 3] = ["file_id", "generation", "unit_id"];

/// Those of them that the table has; `None` where nothing in it is ever excluded.
pub(crate) fn columns(table: &TableMeta) -> Option<Vec<&'static str>> {
    // The log of exclusions has these columns for another purpose.
    if table.name == "excluded_unit" {
        return None;
    }
    let has = |name: &str| table.schema().column_with_name(name).is_some();
    let found: Vec<&str> = COLUMNS.into_iter().filter(|name| has(name)).collect();
    (has("file_id") && has("generation")).then_some(found)
}

/// The reason as an expression over `columns`; null for what counts.
pub(crate) fn reason(exclusions: &Arc<Exclusions>, columns: &[&str]) -> Expr {
    let function = ScalarUDF::new_from_impl(Reason {
        exclusions: Arc::clone(exclusions),
        signature: Signature::variadic_any(Volatility::Immutable),
    });
    function.call(columns.iter().map(|name| col(*name)).collect())
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Reason {
    exclusions: Arc<Exclusions>,
    signature: Signature,
}

impl ScalarUDFImpl for Reason {
    fn name(&self) -> &'static str {
        "excluded"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let text = |at: usize| -> Result<Option<StringViewArray>> {
            let Some(array) = arrays.get(at) else {
                return Ok(None);
            };
            Ok(Some(
                cast(array, &DataType::Utf8View)?.as_string_view().clone(),
            ))
        };
        let (files, units) = (text(0)?, text(2)?);
        let generations = arrays
            .get(1)
            .and_then(|a| a.as_primitive_opt::<Int32Type>());
        let (Some(files), Some(generations)) = (files, generations) else {
            return datafusion::common::internal_err!("expected file_id and generation");
        };
        let at = |row: usize| {
            let unit = units.as_ref().filter(|units| units.is_valid(row));
            (
                files.value(row),
                generations.value(row),
                unit.map(|units| units.value(row)),
            )
        };
        // Rows of a unit stand together: what the last row was told holds for most.
        let mut last = None;
        let mut reasons = StringViewBuilder::with_capacity(files.len());
        for row in 0..files.len() {
            let from = at(row);
            let reason = match last {
                Some((known, reason)) if known == from => reason,
                _ => self.exclusions.reason(from.0, from.1, from.2),
            };
            last = Some((from, reason));
            reasons.append_option(reason);
        }
        Ok(ColumnarValue::Array(Arc::new(reasons.finish()) as ArrayRef))
    }
}
