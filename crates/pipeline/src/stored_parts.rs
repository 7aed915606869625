//! Parts in a bucket, or whatever else object_store reaches: `<prefix>/<table>/<path>`.

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use object_store::path::Path;
use object_store::{
    MultipartUpload, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload,
};
use tables::{PartFile, PartFiles};
use tokio::runtime::Handle;

/// Bytes that a part holds before it sends them: the least that S3 takes as a piece of an upload. A file
/// writes into a dozen parts at once, so more would cost a dozen times as much memory.
const PIECE: usize = 5 << 20;

/// Where parts are stored. They are written on threads that may block.
#[derive(Debug, Clone)]
pub struct StoredParts {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: Handle,
}

impl StoredParts {
    /// Below `prefix` of `store`, whose requests run on `runtime`.
    pub fn new(store: Arc<dyn ObjectStore>, prefix: Path, runtime: Handle) -> StoredParts {
        StoredParts {
            store,
            prefix,
            runtime,
        }
    }
}

impl PartFiles for StoredParts {
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>> {
        let below = Path::parse(format!("{}/{table}/{path}", self.prefix));
        Ok(Box::new(Open {
            to: self.clone(),
            path: below.map_err(io::Error::other)?,
            held: Vec::new(),
            upload: None,
        }))
    }
}

/// A part that is being written. A small one is one request when it is finished, a large one an upload.
struct Open {
    to: StoredParts,
    path: Path,
    held: Vec<u8>,
    upload: Option<Box<dyn MultipartUpload>>,
}

impl Open {
    /// Sends what is held as the next piece of an upload.
    fn send(&mut self) -> io::Result<()> {
        let piece = PutPayload::from(mem::take(&mut self.held));
        let runtime = self.to.runtime.clone();
        if self.upload.is_none() {
            // An upload can't be made conditional; whoever would be the second is refused here. Two at the
            // same moment have names of their own: each is an attempt's.
            match runtime.block_on(self.to.store.head(&self.path)) {
                Err(object_store::Error::NotFound { .. }) => {}
                Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
                Err(error) => return Err(io::Error::other(error)),
            }
            let begun = runtime.block_on(self.to.store.put_multipart(&self.path));
            self.upload = Some(begun.map_err(io::Error::other)?);
        }
        match &mut self.upload {
            Some(upload) => runtime
                .block_on(upload.put_part(piece))
                .map_err(io::Error::other),
            None => Ok(()),
        }
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE.saturating_sub(self.held.len());
        let (now, _) = bytes.split_at(room.min(bytes.len()));
        self.held.extend_from_slice(now);
        if self.held.len() >= PIECE {
            self.send()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let runtime = self.to.runtime.clone();
        if self.upload.is_none() {
            let create = PutOptions::from(PutMode::Create);
            let body = PutPayload::from(mem::take(&mut self.held));
            let put = self.to.store.put_opts(&self.path, body, create);
            return match runtime.block_on(put) {
                Ok(_) => Ok(()),
                Err(object_store::Error::AlreadyExists { .. }) => {
                    Err(io::ErrorKind::AlreadyExists.into())
                }
                Err(error) => Err(io::Error::other(error)),
            };
        }
        if !self.held.is_empty() {
            self.send()?;
        }
        match &mut self.upload {
            Some(upload) => runtime
                .block_on(upload.complete())
                .map_err(io::Error::other)?,
            None => return Ok(()),
        };
        self.upload = None;
        Ok(())
    }
}

/// What was begun and not finished is given up, so that nobody pays for its pieces. Whoever dies before
/// leaves that to the bucket's rules.
impl Drop for Open {
    fn drop(&mut self) {
        if let Some(mut upload) = self.upload.take() {
            self.to.runtime.spawn(async move {
                let _ = upload.abort().await;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        tokio::task::spawn_blocking(work).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_part_is_there_once_it_is_finished_whole_and_is_never_overwritten() {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let parts = StoredParts::new(
            Arc::clone(&store),
            Path::from("a/tables"),
            Handle::current(),
        );
        // In one request, and in several pieces of which the last is short.
        for bytes in [4, PIECE, 2 * PIECE + 5] {
            let body: Vec<u8> = (0..=u8::MAX).cycle().take(bytes).collect();
            let (parts, path) = (parts.clone(), format!("tier=recent/{bytes}.parquet"));
            let placed = Path::from(format!("a/tables/claim/{path}"));
            let written = body.clone();
            let (again, to) = (parts.clone(), path.clone());
            let part = blocking(move || {
                let mut part = parts.create("claim", &to).unwrap();
                part.write_all(&written).unwrap();
                part
            });
            let part = part.await;
            assert!(store.head(&placed).await.is_err(), "{bytes}: not finished");
            blocking(move || part.finish().unwrap()).await;
            let found = store.get(&placed).await.unwrap().bytes().await.unwrap();
            assert!(found == body, "{bytes}");
            let exists = blocking(move || {
                let mut part = again.create("claim", &path)?;
                part.write_all(&body)?;
                part.finish()
            });
            let error = exists.await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists, "{bytes}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_part_that_is_given_up_leaves_nothing() {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let parts = StoredParts::new(Arc::clone(&store), Path::from("tables"), Handle::current());
        blocking(move || {
            let mut part = parts.create("claim", "x.parquet").unwrap();
            part.write_all(&vec![0; PIECE + 1]).unwrap();
        })
        .await;
        assert!(
            store
                .head(&Path::from("tables/claim/x.parquet"))
                .await
                .is_err()
        );
    }
}
