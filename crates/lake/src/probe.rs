//! Which pages of a part may hold what is looked up.
//!
//! DataFusion asks bounds as expressions, and makes them anew for each part: of a thousand values that takes longer
//! than reading. A sorted set of them is asked by its ends. Rows may be wanted for the one column or for the other, so
//! each column is asked for itself, and whatever page one of them names is read. A filter is asked where it is shorter
//! than the pages that it may spare.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};
use std::sync::Arc;

use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::ParquetAccessPlan;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::ObjectStore;
use parquet::arrow::arrow_reader::{RowSelection, RowSelector};
use parquet::errors::Result;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::page_index::column_index::ColumnIndexMetaData;

use crate::filter;
use crate::reader::{Kept, Parts, Reader};
use crate::wanted::Wanted;

/// Parts that are looked into at once.
const AT_ONCE: usize = 16;

/// Rows of a row group, in order; none touches the next.
type Rows = Vec<Range<usize>>;

/// A look-up, for the parts of one table.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) kept: Arc<Kept>,
    pub(crate) wanted: Wanted,
}

impl Probe {
    /// The parts that may hold something, each with the pages that may.
    pub(crate) async fn choose(
        &self,
        files: Vec<PartitionedFile>,
        store: &Arc<dyn ObjectStore>,
    ) -> Result<Vec<PartitionedFile>> {
        let parts = &Parts::new(Arc::clone(store), Arc::clone(&self.kept));
        let chosen = futures::stream::iter(files).map(async |file| {
            let mut part = parts.open(&file);
            let plan = self.plan(&mut part).await?;
            Ok(plan.map(|plan| file.with_extension(plan)))
        });
        chosen
            .buffered(AT_ONCE)
            .try_filter_map(async |file| Ok(file))
            .try_collect()
            .await
    }

    async fn plan(&self, part: &mut Reader) -> Result<Option<ParquetAccessPlan>> {
        let about = part.about().await?;
        let mut plan = ParquetAccessPlan::new_none(about.num_row_groups());
        let mut is_any = false;
        for at in 0..about.num_row_groups() {
            let group = Group { about: &about, at };
            let mut found: Rows = vec![];
            for (column, values) in self.wanted.any() {
                found.extend(group.holds(part, column, values).await?);
            }
            if let Some((column, docs)) = self.wanted.keys() {
                found = group.of_keys(column, docs, &found);
            }
            let found = joined(found);
            if found.is_empty() {
                continue;
            }
            is_any = true;
            plan.scan(at);
            plan.scan_selection(at, selection(&found, group.rows()));
        }
        Ok(is_any.then_some(plan))
    }
}

fn selection(rows: &Rows, all: usize) -> RowSelection {
    let (mut selectors, mut at) = (vec![], 0);
    for range in rows {
        selectors.push(RowSelector::skip(range.start.saturating_sub(at)));
        selectors.push(RowSelector::select(range.len()));
        at = range.end;
    }
    selectors.push(RowSelector::skip(all.saturating_sub(at)));
    selectors.retain(|selector| selector.row_count > 0);
    RowSelection::from(selectors)
}

fn joined(mut rows: Rows) -> Rows {
    rows.sort_unstable_by_key(|range| range.start);
    let mut all: Rows = vec![];
    for range in rows {
        match all.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => all.push(range),
        }
    }
    all
}

/// A row group of a part.
struct Group<'a> {
    about: &'a ParquetMetaData,
    at: usize,
}

/// A page of a column: its rows, and its bytes.
struct Page {
    rows: Range<usize>,
    bytes: u64,
}

impl Group<'_> {
    fn rows(&self) -> usize {
        usize::try_from(self.about.row_group(self.at).num_rows()).unwrap_or(0)
    }

    fn leaf(&self, column: &str) -> Option<usize> {
        let leaves = self.about.row_group(self.at).columns().iter();
        let mut paths = leaves.map(|leaf| leaf.column_path().parts());
        paths.position(|path| path.len() == 1 && path.first().is_some_and(|name| name == column))
    }

    /// The pages of a column, and what is known of each.
    fn pages(&self, leaf: usize) -> Option<(Vec<Page>, &ColumnIndexMetaData)> {
        let bounds = self.about.column_index()?.get(self.at)?.get(leaf)?;
        let offsets = self.about.offset_index()?.get(self.at)?.get(leaf)?;
        let places = offsets.page_locations();
        // Of a damaged part nothing is known.
        if matches!(bounds, ColumnIndexMetaData::NONE)
            || usize::try_from(bounds.num_pages()) != Ok(places.len())
        {
            return None;
        }
        let first = |at: usize| {
            let place = places.get(at)?;
            usize::try_from(place.first_row_index).ok()
        };
        let pages = places.iter().enumerate().map(|(at, place)| {
            Some(Page {
                rows: first(at)?..first(at + 1).unwrap_or(self.rows()),
                bytes: u64::try_from(place.compressed_page_size).ok()?,
            })
        });
        Some((pages.collect::<Option<Vec<Page>>>()?, bounds))
    }

    /// Rows of pages that may have one of the values in a column of text.
    async fn holds(
        &self,
        part: &mut Reader,
        column: &str,
        values: &BTreeSet<String>,
    ) -> Result<Rows> {
        let all: Rows = std::iter::once(0..self.rows()).collect();
        let Some(leaf) = self.leaf(column) else {
            return Ok(all);
        };
        let Some((pages, ColumnIndexMetaData::BYTE_ARRAY(bounds))) = self.pages(leaf) else {
            return Ok(all);
        };
        let may = |values: &BTreeSet<&str>| -> (Rows, u64) {
            let (mut rows, mut bytes) = (vec![], 0);
            for (at, page) in pages.iter().enumerate() {
                let may = match (bounds.min_value(at), bounds.max_value(at)) {
                    (Some(min), Some(max)) => holds_between(values, min, max),
                    // All of it is null.
                    _ => !bounds.is_null_page(at),
                };
                if may {
                    rows.push(page.rows.clone());
                    bytes += page.bytes;
                }
            }
            (rows, bytes)
        };
        let values: BTreeSet<&str> = values.iter().map(String::as_str).collect();
        let (rows, bytes) = may(&values);
        let Some(filter) = self
            .filter(leaf)
            .filter(|filter| filter.end - filter.start < bytes)
        else {
            return Ok(rows);
        };
        let left = filter::left(part, filter, values).await?;
        Ok(may(&left).0)
    }

    /// Where the filter of a column stands.
    fn filter(&self, leaf: usize) -> Option<Range<u64>> {
        let column = self.about.row_group(self.at).columns().get(leaf)?;
        let start = u64::try_from(column.bloom_filter_offset()?).ok()?;
        let length = u64::try_from(column.bloom_filter_length()?).ok()?;
        Some(start..start.checked_add(length)?)
    }

    /// Of rows whose document may be wanted, those of pages that may have one of its ordinals.
    fn of_keys(&self, column: &str, docs: &BTreeMap<String, BTreeSet<i32>>, found: &Rows) -> Rows {
        let known = || {
            let (ordinals, doc) = (self.leaf(column)?, self.leaf("doc_id")?);
            let (ordinals, doc) = (self.pages(ordinals)?, self.pages(doc)?);
            match (ordinals, doc) {
                (
                    (pages, ColumnIndexMetaData::INT32(bounds)),
                    (of, ColumnIndexMetaData::BYTE_ARRAY(docs)),
                ) => Some((pages, bounds, of, docs)),
                _ => None,
            }
        };
        let Some((pages, bounds, doc_pages, doc_bounds)) = known() else {
            return found.clone();
        };
        let found = joined(found.clone());
        let mut rows = vec![];
        for (at, page) in pages.iter().enumerate() {
            if !found.iter().any(|range| touches(range, &page.rows)) {
                continue;
            }
            let (Some(first), Some(last)) = (bounds.min_value(at), bounds.max_value(at)) else {
                continue;
            };
            let beside = doc_pages.iter().enumerate();
            let mut beside = beside.filter(|(_, of)| touches(&of.rows, &page.rows));
            let may = beside.any(|(at, _)| {
                let bounds = (doc_bounds.min_value(at), doc_bounds.max_value(at));
                let (Some(min), Some(max)) = bounds else {
                    return false;
                };
                // A bound that was cut in the middle of a letter excludes nothing.
                let (Ok(min), Ok(max)) = (std::str::from_utf8(min), std::str::from_utf8(max))
                else {
                    return true;
                };
                let mut wanted = match min <= max {
                    true => docs.range::<str, _>((Bound::Included(min), Bound::Included(max))),
                    false => return false,
                };
                first <= last && wanted.any(|(_, of)| of.range(*first..=*last).next().is_some())
            });
            if may {
                rows.extend(found.iter().filter_map(|range| both(range, &page.rows)));
            }
        }
        rows
    }
}

/// Whether one of the values stands between two bounds, which a long value may be cut to.
fn holds_between(values: &BTreeSet<&str>, min: &[u8], max: &[u8]) -> bool {
    // A bound that was cut in the middle of a letter is no text; it excludes nothing then.
    let (Ok(min), Ok(max)) = (std::str::from_utf8(min), std::str::from_utf8(max)) else {
        return !values.is_empty();
    };
    min <= max
        && values
            .range::<str, _>((Bound::Included(min), Bound::Included(max)))
            .next()
            .is_some()
}

fn touches(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn both(one: &Range<usize>, other: &Range<usize>) -> Option<Range<usize>> {
    let both = one.start.max(other.start)..one.end.min(other.end);
    (both.start < both.end).then_some(both)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Int32Array, RecordBatch, StringArray};
    use object_store::memory::InMemory;
    use object_store::path::Path;
    use parquet::arrow::ArrowWriter;
    use parquet::file::properties::WriterProperties;

    use datafusion::datasource::physical_plan::parquet::RowGroupAccess;

    use super::*;

    /// A thousand rows in pages of fifty: ten documents in order with a hundred ordinals each, and a number that
    /// is in no order, with a filter.
    async fn part(store: &dyn ObjectStore) -> PartitionedFile {
        let rows = || 0..1_000_i32;
        let docs = rows().map(|row| format!("doc {}", row / 100));
        let numbers = rows().map(|row| format!("{:04}", row * 7 % 1_000));
        let columns: [(&str, ArrayRef); 3] = [
            ("doc_id", Arc::new(StringArray::from_iter_values(docs))),
            (
                "ordinal",
                Arc::new(Int32Array::from_iter_values(rows().map(|row| row % 100))),
            ),
            ("number", Arc::new(StringArray::from_iter_values(numbers))),
        ];
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        let properties = WriterProperties::builder()
            .set_data_page_row_count_limit(50)
            .set_write_batch_size(50)
            .set_dictionary_enabled(false)
            .set_column_bloom_filter_enabled("number".into(), true)
            .set_column_bloom_filter_max_ndv("number".into(), 1_000)
            .build();
        let mut bytes = vec![];
        let mut writer =
            ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let path = Path::from("part.parquet");
        let size = u64::try_from(bytes.len()).unwrap();
        store
            .put_opts(&path, bytes.into(), object_store::PutOptions::default())
            .await
            .unwrap();
        PartitionedFile::new("part.parquet", size)
    }

    /// The rows that are read of the part.
    async fn chosen(wanted: Wanted) -> Rows {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let part = part(&*store).await;
        let kept = Arc::new(Kept::of(1 << 20));
        let probe = Probe { kept, wanted };
        let chosen = probe.choose(vec![part], &store).await.unwrap();
        let Some(part) = chosen.first() else {
            return vec![];
        };
        let plan = part.extension::<ParquetAccessPlan>().unwrap();
        let mut rows = vec![];
        for access in plan.inner() {
            if let RowGroupAccess::Selection(selection) = access {
                let mut at = 0;
                for selector in selection.iter() {
                    if !selector.skip {
                        rows.push(at..at + selector.row_count);
                    }
                    at += selector.row_count;
                }
            }
        }
        rows
    }

    #[expect(
        clippy::single_range_in_vec_init,
        reason = "the rows of one page are one range"
    )]
    #[tokio::test]
    async fn only_pages_that_may_hold_a_value_are_read() {
        let one = |column, value: &str| Wanted::new().or(column, [value.to_owned()]);
        assert_eq!(chosen(one("doc_id", "doc 3")).await, [300..400]);
        assert_eq!(chosen(one("doc_id", "doc")).await, Rows::new());
        // Bounds say little of what is in no order; the filter says that it is not there.
        let may = chosen(one("number", "0500")).await;
        assert!(may.iter().any(|rows| rows.contains(&500)), "{may:?}");
        assert!(may.iter().map(Range::len).sum::<usize>() > 400, "{may:?}");
        assert_eq!(chosen(one("number", "0500 or so")).await, Rows::new());
        let either = one("doc_id", "doc 3").or("number", ["none".to_owned()]);
        assert_eq!(chosen(either).await, [300..400]);
        let keys = [("doc 1".to_owned(), 7), ("doc 8".to_owned(), 60)];
        let keys = Wanted::of("ordinal", keys.into_iter().collect());
        assert_eq!(chosen(keys).await, [100..150, 850..900]);
        let none = Wanted::of("ordinal", [("doc 1".to_owned(), 100)].into_iter().collect());
        assert_eq!(chosen(none).await, Rows::new());
    }
}
