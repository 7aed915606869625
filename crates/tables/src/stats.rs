//! Delta statistics from a Parquet footer: row count, null counts, bounds.
//!
//! Only flat columns have them. Columns that are PHI have no bounds: a Delta log is read by more
//! people than the tables. Booleans have none because Spark refuses them, instants none because
//! engines disagree on their text.

use domain::{Cents, Quantity};
use parquet::basic::{ConvertedType, LogicalType};
use parquet::data_type::AsBytes;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnDescriptor;
use serde_json::{Map, Value};

use crate::record::Column;

/// Longest text that is a bound: at 32 characters readers take a bound for cut off.
const LONGEST: usize = 256;

pub(crate) fn stats(footer: &ParquetMetaData, columns: &[Column]) -> String {
    let schema = footer.file_metadata().schema_descr();
    let (mut min, mut max, mut nulls) = (Vec::new(), Vec::new(), Map::new());
    for (at, leaf) in schema.columns().iter().enumerate() {
        let flat = leaf.path().parts().len() == 1;
        let Some(column) = columns.iter().find(|c| flat && c.name == leaf.name()) else {
            continue;
        };
        let groups: Vec<&Statistics> = footer
            .row_groups()
            .iter()
            .filter_map(|g| g.column(at).statistics())
            .collect();
        if groups.len() < footer.num_row_groups() {
            continue;
        }
        let count: u64 = groups.iter().filter_map(|s| s.null_count_opt()).sum();
        nulls.insert(column.name.to_owned(), Value::from(count));
        if column.phi {
            continue;
        }
        if let Some((low, high)) = bounds(leaf, &groups) {
            min.push(format!("{:?}:{low}", column.name));
            max.push(format!("{:?}:{high}", column.name));
        }
    }
    format!(
        r#"{{"numRecords":{},"minValues":{{{}}},"maxValues":{{{}}},"nullCount":{}}}"#,
        footer.file_metadata().num_rows(),
        min.join(","),
        max.join(","),
        Value::Object(nulls)
    )
}

/// The bounds over all row groups, as JSON.
fn bounds(leaf: &ColumnDescriptor, groups: &[&Statistics]) -> Option<(String, String)> {
    match groups.first()? {
        Statistics::Int32(_) | Statistics::Int64(_) => {
            let number = number(leaf)?;
            let pairs = groups.iter().filter_map(|s| match s {
                Statistics::Int32(v) => Some((i64::from(*v.min_opt()?), i64::from(*v.max_opt()?))),
                Statistics::Int64(v) => Some((*v.min_opt()?, *v.max_opt()?)),
                _ => None,
            });
            let (low, high) = pairs.reduce(widest)?;
            Some((number(low), number(high)))
        }
        Statistics::ByteArray(_) => {
            // A row group of nulls has no bounds; one whose bounds are cut has none that are exact.
            let mut pairs = Vec::new();
            for group in groups {
                let Statistics::ByteArray(v) = group else {
                    return None;
                };
                let (Some(low), Some(high)) = (v.min_opt(), v.max_opt()) else {
                    continue;
                };
                if !v.min_is_exact() || !v.max_is_exact() {
                    return None;
                }
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
                pairs.push((text(low.as_bytes())?, text(high.as_bytes())?));
            }
            let (low, high) = pairs.into_iter().reduce(widest)?;
            let fits = low.len() <= LONGEST && high.len() <= LONGEST;
            fits.then(|| (Value::from(low).to_string(), Value::from(high).to_string()))
        }
        _ => None,
    }
}

fn widest<T: Ord>((a, b): (T, T), (c, d): (T, T)) -> (T, T) {
    (a.min(c), b.max(d))
}

/// How an integer of this column is written: exact digits for decimals (through a float the last
/// cents of large amounts would be lost), ISO for dates.
fn number(leaf: &ColumnDescriptor) -> Option<fn(i64) -> String> {
    match (leaf.logical_type_ref(), leaf.converted_type()) {
        (Some(LogicalType::Date), _) => Some(day),
        (Some(LogicalType::Decimal { .. }), _) | (_, ConvertedType::DECIMAL) => {
            match leaf.type_scale() {
                2 => Some(|value| Cents(value).to_string()),
                4 => Some(|value| Quantity(value).to_string()),
                _ => None,
            }
        }
        (None, ConvertedType::NONE) | (Some(LogicalType::Integer { .. }), _) => {
            Some(|value| value.to_string())
        }
        _ => None,
    }
}

fn day(days: i64) -> String {
    let date = i32::try_from(days).ok().and_then(|days| {
        jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .ok()
    });
    date.map_or("null".to_owned(), |date| format!("\"{date}\""))
}
