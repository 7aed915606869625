//! The files of a table at one version, with partition values and statistics, from the Delta log.
//! No footer is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Field, FieldRef, Int64Type, Schema, SchemaRef};
use datafusion::common::stats::Precision;
use datafusion::common::{ColumnStatistics, Statistics};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::scalar::ScalarValue;
use tables::part::PARTITIONS;
use tables::{Part, TableMeta};

use crate::error::{Error, Result};
use crate::warehouse::Warehouse;

/// Spark cuts string bounds at 32 characters, parquet-rs at 64 bytes: only shorter ones are exact.
const EXACT_TEXT: usize = 32;

/// One file of a table.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Relative to the table's folder, as in the log.
    pub(crate) path: String,
    pub(crate) scan: PartitionedFile,
    pub(crate) rows: u64,
    /// The partition columns, by name.
    pub(crate) partition: BTreeMap<String, Option<String>>,
    /// Milliseconds since 1970.
    pub(crate) modified_ms: i64,
}

impl File {
    pub(crate) fn size(&self) -> u64 {
        self.scan.object_meta.size
    }

    pub(crate) fn tier(&self) -> &str {
        let tier = self.partition.get(PARTITIONS[0]);
        tier.and_then(Option::as_deref).unwrap_or_default()
    }

    pub(crate) fn month(&self) -> Option<&str> {
        self.partition.get(PARTITIONS[1])?.as_deref()
    }
}

/// The paths of the files of a table at a version.
pub(crate) async fn paths(
    warehouse: &Warehouse,
    name: &str,
    version: u64,
) -> Result<BTreeSet<String>> {
    if version == 0 {
        return Ok(BTreeSet::new());
    }
    let table = warehouse.at(name, version).await?;
    let state = table.snapshot();
    let state =
        state.map_err(|e| Error::storage(format!("{name}: the files of version {version}"), e))?;
    let files = state.log_data().into_iter();
    Ok(files.map(|file| file.path().into_owned()).collect())
}

/// The columns of a table's files as they are scanned: strings as views, the way DataFusion reads them.
pub(crate) fn scan_schema(meta: &TableMeta) -> SchemaRef {
    let schema = meta.schema();
    let views = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 => {
            Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)) as FieldRef
        }
        _ => Arc::clone(field),
    });
    Arc::new(Schema::new(views.collect::<Vec<_>>()))
}

/// The partition columns, as they are scanned.
pub(crate) fn partition_fields() -> Vec<FieldRef> {
    PARTITIONS
        .map(|name| Arc::new(Field::new(name, DataType::Utf8, true)))
        .to_vec()
}

/// Lists the files of `meta` at `version`.
pub(crate) async fn files(
    warehouse: &Warehouse,
    meta: &TableMeta,
    version: u64,
) -> Result<Vec<File>> {
    let name = meta.name;
    // A table is created empty, as version 0: no need to open it to know that it has no files.
    if version == 0 {
        return Ok(vec![]);
    }
    let failed = |e| Error::storage(format!("{name}: the files of version {version}"), e);
    let table = warehouse.at(name, version).await?;
    let state = table.snapshot().map_err(failed)?;
    let prefix = warehouse.folder_of(name)?;
    let columns = scan_schema(meta);
    let partitions = partition_fields();
    let mut found = Vec::with_capacity(state.log_data().num_files());
    for batch in state.add_actions_batches(true).map_err(failed)? {
        collect(&batch, &prefix, &columns, &partitions, &mut found)?;
    }
    // In the order of names, so that the same version is scanned the same way whatever its checkpoints.
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// A part that a plan names, whatever a log says of it: without statistics.
pub(crate) fn of_part(warehouse: &Warehouse, part: &Part) -> Result<File> {
    let prefix = warehouse.folder_of(&part.table)?;
    let location = object_store::path::Path::parse(format!("{prefix}/{}", part.path))
        .map_err(|e| Error::storage("a part's path", e))?;
    let values = PARTITIONS.map(|name| {
        let value = part.partition_values.get(name).cloned().flatten();
        ScalarValue::Utf8(value)
    });
    let scan = PartitionedFile::new(location.as_ref(), part.size);
    let mut scan = scan.with_partition_values(values.to_vec());
    scan.object_meta.location = location;
    Ok(File {
        path: part.path.clone(),
        scan,
        rows: part.rows,
        partition: part.partition_values.clone(),
        modified_ms: part.modified_ms,
    })
}

/// One batch of the flattened add actions: `path`, `size_bytes`, `num_records`, `min.COLUMN`,
/// `max.COLUMN`, `null_count.COLUMN`, `partition.COLUMN`, typed like the table.
fn collect(
    batch: &RecordBatch,
    prefix: &object_store::path::Path,
    columns: &SchemaRef,
    partitions: &[FieldRef],
    out: &mut Vec<File>,
) -> Result<()> {
    let missing = || Error::damaged("expected path and size of every file in the log");
    let paths = batch
        .column_by_name("path")
        .ok_or_else(missing)?
        .as_string_opt::<i32>()
        .ok_or_else(missing)?;
    let sizes = batch
        .column_by_name("size_bytes")
        .ok_or_else(missing)?
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(missing)?;
    let modified = batch.column_by_name("modification_time");
    let at = |name: String, row: usize| match batch.column_by_name(&name) {
        Some(values) if values.is_valid(row) => ScalarValue::try_from_array(values, row).ok(),
        _ => None,
    };
    for row in 0..batch.num_rows() {
        let rows = count(at("num_records".to_owned(), row));
        let size = u64::try_from(sizes.value(row)).unwrap_or_default();
        let mut statistics = Statistics {
            num_rows: rows,
            total_byte_size: Precision::Inexact(usize::try_from(size).unwrap_or(usize::MAX)),
            column_statistics: vec![],
        };
        for column in columns.fields() {
            let name = column.name();
            let bound = |kind: &str| match at(format!("{kind}.{name}"), row) {
                Some(value) => bound(&value, column.data_type()),
                None => Precision::Absent,
            };
            statistics.column_statistics.push(ColumnStatistics {
                null_count: count(at(format!("null_count.{name}"), row)),
                min_value: bound("min"),
                max_value: bound("max"),
                ..ColumnStatistics::new_unknown()
            });
        }
        let (mut values, mut named) = (vec![], BTreeMap::new());
        for partition in partitions {
            let value = partition_value(
                at(format!("partition.{}", partition.name()), row),
                partition,
            )?;
            statistics
                .column_statistics
                .push(of_partition(&value, rows));
            let text = match &value {
                ScalarValue::Utf8(text) => text.clone(),
                _ => None,
            };
            named.insert(partition.name().clone(), text);
            values.push(value);
        }
        let location = object_store::path::Path::parse(format!("{prefix}/{}", paths.value(row)))
            .map_err(|e| Error::storage("a part's path", e))?;
        let mut scan = PartitionedFile::new(location.as_ref(), size).with_partition_values(values);
        scan.object_meta.location = location;
        scan.statistics = Some(Arc::new(statistics));
        out.push(File {
            path: paths.value(row).to_owned(),
            scan,
            rows: u64::try_from(rows.get_value().copied().unwrap_or(0)).unwrap_or(0),
            partition: named,
            modified_ms: modified.map_or(0, |column| milliseconds(column, row)),
        });
    }
    Ok(())
}

/// The log has a number, the table of it an instant.
fn milliseconds(column: &ArrayRef, row: usize) -> i64 {
    let number = arrow::compute::cast(column, &DataType::Int64);
    number
        .ok()
        .and_then(|n| Some(n.as_primitive_opt::<Int64Type>()?.value(row)))
        .unwrap_or(0)
}

fn partition_value(value: Option<ScalarValue>, field: &FieldRef) -> Result<ScalarValue> {
    match value {
        Some(value) => Ok(value.cast_to(field.data_type())?),
        None => Ok(ScalarValue::try_from(field.data_type())?),
    }
}

/// Not `PartitionedFile::with_statistics`: it says that a null partition value has no nulls, and
/// `month is null` then prunes every file that it should find.
fn of_partition(value: &ScalarValue, rows: Precision<usize>) -> ColumnStatistics {
    let exact = || match value.is_null() {
        true => Precision::Absent,
        false => Precision::Exact(value.clone()),
    };
    ColumnStatistics {
        null_count: if value.is_null() {
            rows
        } else {
            Precision::Exact(0)
        },
        min_value: exact(),
        max_value: exact(),
        ..ColumnStatistics::new_unknown()
    }
}

fn count(value: Option<ScalarValue>) -> Precision<usize> {
    match value {
        Some(ScalarValue::Int64(Some(n))) => {
            usize::try_from(n).map_or(Precision::Absent, Precision::Exact)
        }
        _ => Precision::Absent,
    }
}

/// DataFusion answers min() and max() from exact statistics and prunes by nothing else.
fn bound(value: &ScalarValue, to: &DataType) -> Precision<ScalarValue> {
    let exact = match value {
        ScalarValue::Utf8(Some(text)) => text.chars().count() < EXACT_TEXT,
        _ => true,
    };
    match value.cast_to(to) {
        Ok(value) if exact => Precision::Exact(value),
        Ok(value) => Precision::Inexact(value),
        Err(_) => Precision::Absent,
    }
}
