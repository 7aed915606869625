//! How the Parquet files are written. Each setting was measured; see `docs/performance.md`.

use arrow::datatypes::DataType;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{
    EnabledStatistics, WriterProperties, WriterPropertiesBuilder, WriterVersion,
};
use parquet::schema::types::ColumnPath;

use crate::meta::TableMeta;
use crate::record::Column;

/// Rows gathered in builders before they are encoded.
pub(crate) const BATCH_ROWS: usize = 4_096;
/// Bytes gathered in builders before they are encoded, whatever the rows.
pub(crate) const BATCH_BYTES: usize = 1 << 20;
/// Rows after which the bytes are looked at again: looking costs a tenth of a small row, and so many
/// of the largest rows (one claim of 8 MB) are what a process can bear.
pub(crate) const LOOK_ROWS: usize = 4;
/// Bytes of a row from which on they are looked at after each row.
pub(crate) const LARGE_ROW: usize = 16 << 10;
/// Encoded bytes of one row group held in memory: each group starts every column's compression anew, an
/// eighth of all work at 4 MB.
pub(crate) const GROUP_BYTES: usize = 16 << 20;
/// Encoded bytes of all row groups that are open at once. Of an 837 four tables fill up, of HL7 v2 thirteen.
pub(crate) const HELD_BYTES: usize = 4 * GROUP_BYTES;
/// Encoded bytes that a row group may have whatever others hold.
pub(crate) const LEAST_GROUP_BYTES: usize = 4 << 20;
/// Rows of one row group: bloom filters are sized for this many different keys.
pub(crate) const GROUP_ROWS: usize = 256 << 10;
/// Bytes of one part. Folds aim at 128 to 512 MB; more would only hold a file back longer.
pub(crate) const PART_BYTES: usize = 128 << 20;
/// Rows of one part: the bounds of its pages are held until it is closed, some kilobytes a row group and
/// column, and a file of 2 GB has twenty million parties.
pub(crate) const PART_ROWS: usize = 16 * GROUP_ROWS;
/// Rows of one data page. Parts as ingested are read whole and folded soon; a look-up of one case is the
/// business of folded ones, whose pages are smaller. Pages of 1,000 rows take twice the space.
const PAGE_ROWS: usize = 20_000;
/// Rows of one page of a folded part of a table whose cases are looked up.
const CASE_PAGE_ROWS: usize = 1_000;
/// Encoded bytes of one row group of a folded part. One is open at a time.
pub(crate) const BASE_GROUP_BYTES: usize = 64 << 20;
/// Bytes of one folded part.
pub(crate) const BASE_PART_BYTES: usize = 256 << 20;

/// The settings of a part whose row groups have at most so many rows. A filter is made at its full
/// size: for a file of ten claims that would be most of the work.
pub(crate) fn properties(table: &TableMeta, rows: usize) -> WriterProperties {
    common(table, rows).build()
}

/// The settings of a folded part: it says how it is sorted, and its pages are small where one case is
/// wanted of it.
pub(crate) fn folded_properties(table: &TableMeta, rows: usize) -> WriterProperties {
    let page = match table.sort.is_empty() {
        true => PAGE_ROWS,
        false => CASE_PAGE_ROWS,
    };
    common(table, rows)
        .set_data_page_row_count_limit(page)
        .set_write_batch_size(page.min(BATCH_ROWS))
        .set_sorting_columns(Some(sorting(table)))
        .build()
}

/// The order of folded rows, by the places of the columns among the leaves of the file.
fn sorting(table: &TableMeta) -> Vec<SortingColumn> {
    let columns = table.columns();
    let place = |name: &str| {
        let before = columns.iter().take_while(|column| column.name != name);
        let leaves: usize = before.map(|column| leaves(&column.data_type)).sum();
        i32::try_from(leaves).unwrap_or(i32::MAX)
    };
    table
        .order()
        .map(|name| SortingColumn {
            column_idx: place(name),
            descending: false,
            nulls_first: true,
        })
        .collect()
}

fn leaves(kind: &DataType) -> usize {
    match kind {
        DataType::List(of) => leaves(of.data_type()),
        DataType::Struct(fields) => fields.iter().map(|field| leaves(field.data_type())).sum(),
        _ => 1,
    }
}

/// Whether each page says between which values it is. Where no row is looked for by a column, that is read in vain with
/// every look-up: of pages of a thousand rows most of what a part says of itself.
fn has_bounds(table: &TableMeta, column: &Column) -> bool {
    let is_known_by = column.key || column.bounds || column.ordered;
    let is_day = column.kind.as_str() == "date";
    is_known_by
        || is_day
        || column.name == "file_id"
        || table.order().any(|name| name == column.name)
}

fn common(table: &TableMeta, rows: usize) -> WriterPropertiesBuilder {
    let level = ZstdLevel::try_new(3).unwrap_or_default();
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::ZSTD(level))
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_write_batch_size(BATCH_ROWS)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by("claimlake".to_owned());
    for column in table.columns() {
        let path = ColumnPath::from(column.name);
        if has_bounds(table, &column) {
            properties =
                properties.set_column_statistics_enabled(path.clone(), EnabledStatistics::Page);
        }
        if column.ordered {
            let encoding = match column.kind.as_str() {
                "text" => Encoding::DELTA_BYTE_ARRAY,
                _ => Encoding::DELTA_BINARY_PACKED,
            };
            // An encoding is only used once the dictionary is off.
            properties = properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path.clone(), encoding);
        }
        if column.key {
            properties = properties
                .set_column_bloom_filter_enabled(path.clone(), true)
                .set_column_bloom_filter_fpp(path.clone(), 0.01)
                .set_column_bloom_filter_max_ndv(path, u64::try_from(rows).unwrap_or(0));
        }
    }
    properties
}
