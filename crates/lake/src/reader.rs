//! Parts as look-ups read them.
//!
//! A look-up comes back to the same parts, column by column and round by round: what a part says of itself is
//! read once a session, with the bounds of its pages, and a small part is read whole, since a request takes
//! longer than its bytes.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::ParquetFileReaderFactory;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _, coalesce_ranges};
use parquet::arrow::arrow_reader::ArrowReaderOptions;
use parquet::arrow::async_reader::AsyncFileReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};

/// A part of at most so many bytes is read whole.
const WHOLE: u64 = 128 << 10;
/// Of another one so much of the end is read at first: what a part says of itself takes 3 to 18 KB, the bounds of its
/// pages come before that.
const END: usize = 20 << 10;
/// Pages that lie nearer to each other than this are read together. With the megabyte that is usual a look-up of
/// pages here and there would read whole columns.
const TOGETHER: u64 = 16 << 10;
/// Of what a session may hold, the part that is kept beside, and bytes that are enough for thousands of parts; what
/// comes later is read each time.
const KEPT: usize = 8;
const MOST: usize = 64 << 20;

/// What was read once.
#[derive(Debug)]
pub(crate) struct Kept(Mutex<Held>);

struct Held {
    footers: HashMap<Path, Arc<ParquetMetaData>>,
    whole: HashMap<Path, Bytes>,
    /// Bytes that may still be kept.
    left: usize,
}

/// It holds what is in the lake.
impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl Held {
    /// Whether so much more may be kept.
    fn takes(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }
}

impl Kept {
    /// Nothing yet, of a session that may hold so many bytes.
    pub(crate) fn of(memory: usize) -> Kept {
        Kept(Mutex::new(Held {
            footers: HashMap::new(),
            whole: HashMap::new(),
            left: (memory / KEPT).min(MOST),
        }))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens parts for look-ups.
#[derive(Debug)]
pub(crate) struct Parts {
    store: Arc<dyn ObjectStore>,
    kept: Arc<Kept>,
}

impl Parts {
    pub(crate) fn new(store: Arc<dyn ObjectStore>, kept: Arc<Kept>) -> Parts {
        Parts { store, kept }
    }

    pub(crate) fn open(&self, file: &PartitionedFile) -> Reader {
        Reader {
            store: Arc::clone(&self.store),
            kept: Arc::clone(&self.kept),
            file: file.object_meta.clone(),
            read: None,
        }
    }
}

impl ParquetFileReaderFactory for Parts {
    fn create_reader(
        &self,
        _partition: usize,
        file: PartitionedFile,
        _hint: Option<usize>,
        _metrics: &ExecutionPlanMetricsSet,
    ) -> datafusion::error::Result<Box<dyn AsyncFileReader + Send>> {
        Ok(Box::new(self.open(&file)))
    }
}

/// One part.
pub(crate) struct Reader {
    store: Arc<dyn ObjectStore>,
    kept: Arc<Kept>,
    file: ObjectMeta,
    /// All of it, where it is small.
    read: Option<Bytes>,
}

fn failed(error: object_store::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

impl Reader {
    /// All of a small part.
    async fn whole(&mut self) -> Result<Option<Bytes>> {
        if self.file.size > WHOLE || self.read.is_some() {
            return Ok(self.read.clone());
        }
        let path = &self.file.location;
        let known = self.kept.held().whole.get(path).cloned();
        let whole = match known {
            Some(whole) => whole,
            None => {
                let whole = self.store.get_range(path, 0..self.file.size).await;
                let whole = whole.map_err(failed)?;
                let mut held = self.kept.held();
                if !held.whole.contains_key(path) && held.takes(whole.len()) {
                    held.whole.insert(path.clone(), whole.clone());
                }
                whole
            }
        };
        self.read = Some(whole.clone());
        Ok(Some(whole))
    }

    pub(crate) async fn range(&mut self, range: Range<u64>) -> Result<Bytes> {
        let mut read = self.ranges(std::slice::from_ref(&range)).await?;
        Ok(read.pop().unwrap_or_default())
    }

    /// What it says of itself, with the bounds of its pages.
    pub(crate) async fn about(&mut self) -> Result<Arc<ParquetMetaData>> {
        if let Some(known) = self.kept.held().footers.get(&self.file.location) {
            return Ok(Arc::clone(known));
        }
        let size = self.file.size;
        let reader = ParquetMetaDataReader::new()
            .with_page_index_policy(PageIndexPolicy::Optional)
            .with_prefetch_hint(Some(END));
        let read = Arc::new(reader.load_and_finish(&mut *self, size).await?);
        let mut held = self.kept.held();
        let path = &self.file.location;
        if !held.footers.contains_key(path) && held.takes(read.memory_size()) {
            held.footers.insert(path.clone(), Arc::clone(&read));
        }
        Ok(read)
    }

    /// Several at once; what lies near to each other is read together.
    pub(crate) async fn ranges(&mut self, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        match self.whole().await? {
            Some(whole) => ranges.iter().map(|range| cut(&whole, range)).collect(),
            None => {
                let get = |range| self.store.get_range(&self.file.location, range);
                let read = coalesce_ranges(ranges, get, TOGETHER).await;
                read.map_err(failed)
            }
        }
    }
}

fn cut(whole: &Bytes, range: &Range<u64>) -> Result<Bytes> {
    let beyond = || ParquetError::EOF("expected more of a part, but found its end".to_owned());
    let place = |at: u64| usize::try_from(at).ok().filter(|at| *at <= whole.len());
    let (start, end) = place(range.start)
        .zip(place(range.end))
        .ok_or_else(beyond)?;
    match start <= end {
        true => Ok(whole.slice(start..end)),
        false => Err(beyond()),
    }
}

impl AsyncFileReader for Reader {
    fn get_bytes(&mut self, range: Range<u64>) -> BoxFuture<'_, Result<Bytes>> {
        self.range(range).boxed()
    }

    fn get_byte_ranges(&mut self, ranges: Vec<Range<u64>>) -> BoxFuture<'_, Result<Vec<Bytes>>> {
        async move { self.ranges(&ranges).await }.boxed()
    }

    fn get_metadata<'a>(
        &'a mut self,
        _options: Option<&'a ArrowReaderOptions>,
    ) -> BoxFuture<'a, Result<Arc<ParquetMetaData>>> {
        self.about().boxed()
    }
}
