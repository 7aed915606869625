//! What is asked of the storage that tables are in: requests and bytes, by what they are for.
//!
//! A folder is asked as a bucket would be: pages of a part that lie near to each other are one request, with
//! what lies between. So a figure of one is a figure of the other.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, OBJECT_STORE_COALESCE_DEFAULT,
    ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, RenameOptions, Result, coalesce_ranges,
};
use tables::part::{BASE, RECENT};

/// Requests of one kind, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Transfer {
    /// How many.
    pub requests: u64,
    /// What they came to; none where something was only listed or asked about.
    pub bytes: u64,
}

/// What was asked of a warehouse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Of folded parts.
    pub base: Transfer,
    /// Of parts as ingested.
    pub recent: Transfer,
    /// Logs, lists, and parts that count no more.
    pub other: Transfer,
    /// What was written, and deleted.
    pub written: Transfer,
}

impl Transfer {
    fn since(self, before: Transfer) -> Transfer {
        Transfer {
            requests: self.requests.saturating_sub(before.requests),
            bytes: self.bytes.saturating_sub(before.bytes),
        }
    }
}

impl Traffic {
    /// What was asked between `before` and this.
    #[must_use]
    pub fn since(self, before: Traffic) -> Traffic {
        Traffic {
            base: self.base.since(before.base),
            recent: self.recent.since(before.recent),
            other: self.other.since(before.other),
            written: self.written.since(before.written),
        }
    }

    /// All that was read.
    #[must_use]
    pub fn read(&self) -> Transfer {
        let all = [self.base, self.recent, self.other];
        Transfer {
            requests: all.iter().map(|transfer| transfer.requests).sum(),
            bytes: all.iter().map(|transfer| transfer.bytes).sum(),
        }
    }
}

#[derive(Debug, Default)]
struct Count {
    requests: AtomicU64,
    bytes: AtomicU64,
}

impl Count {
    fn add(&self, bytes: u64) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn now(&self) -> Transfer {
        Transfer {
            requests: self.requests.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
        }
    }
}

/// Counts for all that hold the same store.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    base: Count,
    recent: Count,
    other: Count,
    written: Count,
}

impl Meter {
    pub(crate) fn now(&self) -> Traffic {
        Traffic {
            base: self.base.now(),
            recent: self.recent.now(),
            other: self.other.now(),
            written: self.written.now(),
        }
    }

    /// A part's tier stands in its path.
    fn of(&self, location: &Path) -> &Count {
        let tier = location
            .parts()
            .find_map(|part| part.as_ref().strip_prefix("tier=").map(str::to_owned));
        match tier.as_deref() {
            Some(BASE) => &self.base,
            Some(RECENT) => &self.recent,
            _ => &self.other,
        }
    }
}

/// A store whose requests are counted.
#[derive(Debug)]
pub(crate) struct Metered {
    store: Arc<dyn ObjectStore>,
    meter: Arc<Meter>,
}

impl Metered {
    pub(crate) fn new(store: Arc<dyn ObjectStore>, meter: Arc<Meter>) -> Metered {
        Metered { store, meter }
    }
}

impl Display for Metered {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "metered {}", self.store)
    }
}

fn length(payload: &PutPayload) -> u64 {
    u64::try_from(payload.content_length()).unwrap_or(u64::MAX)
}

#[async_trait]
impl ObjectStore for Metered {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Result<PutResult> {
        self.meter.written.add(length(&payload));
        self.store.put_opts(location, payload, opts).await
    }

    /// Of an upload in pieces only its beginning is counted: logs are small, and parts are written elsewhere.
    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.meter.written.add(0);
        self.store.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let is_head = options.head;
        let found = self.store.get_opts(location, options).await;
        let bytes = match &found {
            Ok(found) if !is_head => found.range.end.saturating_sub(found.range.start),
            _ => 0,
        };
        self.meter.of(location).add(bytes);
        found
    }

    async fn get_ranges(
        &self,
        location: &Path,
        ranges: &[Range<u64>],
    ) -> Result<Vec<bytes::Bytes>> {
        let get = |range| self.get_range(location, range);
        coalesce_ranges(ranges, get, OBJECT_STORE_COALESCE_DEFAULT).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let meter = Arc::clone(&self.meter);
        let counted = locations.inspect(move |_| meter.written.add(0));
        self.store.delete_stream(counted.boxed())
    }

    /// A list is counted as one request: a bucket answers a thousand names at a time.
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.meter.other.add(0);
        self.store.list(prefix)
    }

    fn list_with_offset(
        &self,
        prefix: Option<&Path>,
        offset: &Path,
    ) -> BoxStream<'static, Result<ObjectMeta>> {
        self.meter.other.add(0);
        self.store.list_with_offset(prefix, offset)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.meter.other.add(0);
        self.store.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.meter.written.add(0);
        self.store.copy_opts(from, to, options).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.meter.written.add(0);
        self.store.rename_opts(from, to, options).await
    }
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    #[tokio::test]
    async fn requests_are_told_apart_by_what_they_are_for() {
        let meter = Arc::new(Meter::default());
        let store = Metered::new(Arc::new(InMemory::new()), Arc::clone(&meter));
        let base = Path::from("claim/tier=base/month=2026-03/fold-1-000001.parquet");
        let recent = Path::from("claim/tier=recent/a.parquet");
        let log = Path::from("claim/_delta_log/00000000000000000001.json");
        for (path, bytes) in [(&base, 5_000_000), (&recent, 20), (&log, 30)] {
            store.put(path, vec![0; bytes].into()).await.unwrap();
        }
        let before = meter.now();
        assert_eq!(before.written.requests, 3);
        assert_eq!(before.written.bytes, 5_000_050);
        assert_eq!(before.read(), Transfer::default());

        // Two that are near are one, with what lies between.
        let ranges = [0..10, 20..30, 4_000_000..4_000_010];
        store.get_ranges(&base, &ranges).await.unwrap();
        store.get_range(&recent, 5..10).await.unwrap();
        store.get(&log).await.unwrap();
        store.head(&log).await.unwrap();
        assert!(store.get(&Path::from("none")).await.is_err());
        let read = meter.now().since(before);
        let transfer = |requests, bytes| Transfer { requests, bytes };
        assert_eq!(read.base, transfer(2, 40));
        assert_eq!(read.recent, transfer(1, 5));
        assert_eq!(read.other, transfer(3, 30));
        assert_eq!(read.written, Transfer::default());
        assert_eq!(read.read(), transfer(6, 75));
    }
}
