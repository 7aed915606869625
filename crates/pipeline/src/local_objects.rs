//! Plans and manifests in a local folder. What is put here survives a power cut before it is said to be
//! there: a plan that is half written would stop every round for good.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{self, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// Two files of one process under way at once differ by this.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// A folder whose new objects are synced. Everything else is done as [`LocalFileSystem`] does it.
#[derive(Debug)]
pub struct LocalObjects {
    inner: LocalFileSystem,
    incoming: PathBuf,
}

impl LocalObjects {
    /// A folder that is there.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new(root: impl Into<PathBuf>) -> Result<LocalObjects> {
        let root = root.into();
        let inner = LocalFileSystem::new_with_prefix(&root)?;
        let incoming = root.join(".incoming");
        store::create_folder(&incoming).map_err(failed)?;
        Ok(LocalObjects { inner, incoming })
    }
}

impl fmt::Display for LocalObjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a folder of plans and manifests")
    }
}

fn failed(source: io::Error) -> Error {
    Error::Generic {
        store: "LocalObjects",
        source: source.into(),
    }
}

/// Whole and synced before it has its name, unless somebody has that.
fn create(incoming: &path::Path, to: &path::Path, payload: &PutPayload) -> io::Result<()> {
    let (mut file, from) = create_incoming(incoming)?;
    let created = (|| {
        payload.iter().try_for_each(|bytes| file.write_all(bytes))?;
        file.sync_all()?;
        let folder = to.parent().unwrap_or(to);
        create_folder(folder)?;
        super::local_parts::place(&from, to)?;
        store::sync_folder(folder)
    })();
    // Its other name, or what was left of it.
    let _ = fs::remove_file(&from);
    created
}

/// A new file of this process in `folder`. A process that died may have left one behind that still is the
/// other name of an object: such a name is passed over, never written to.
pub(super) fn create_incoming(folder: &path::Path) -> io::Result<(File, PathBuf)> {
    loop {
        let count = OPENED.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{count}", std::process::id()));
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return Ok((created?, path)),
        }
    }
}

/// A folder whose own name, and those above it that are new, survive a power cut.
pub(super) fn create_folder(folder: &path::Path) -> io::Result<()> {
    let new: Vec<&path::Path> = folder.ancestors().take_while(|at| !at.exists()).collect();
    fs::create_dir_all(folder)?;
    new.into_iter()
        .filter_map(path::Path::parent)
        .try_for_each(store::sync_folder)
}

#[async_trait]
impl ObjectStore for LocalObjects {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Result<PutResult> {
        if opts.mode != PutMode::Create {
            return self.inner.put_opts(location, payload, opts).await;
        }
        let to = self.inner.path_to_filesystem(location)?;
        let incoming = self.incoming.clone();
        let created = tokio::task::spawn_blocking(move || create(&incoming, &to, &payload));
        match created.await.map_err(io::Error::other).flatten() {
            Ok(()) => Ok(PutResult {
                e_tag: None,
                version: None,
            }),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                Err(Error::AlreadyExists {
                    path: location.to_string(),
                    source: source.into(),
                })
            }
            Err(source) => Err(failed(source)),
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::ObjectStoreExt;

    #[tokio::test(flavor = "current_thread")]
    async fn an_object_is_created_once_and_leaves_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let objects = LocalObjects::new(root.path()).unwrap();
        let path = Path::from("plans/000000000001.json");
        let create = async |body: &'static str| {
            let options = PutOptions::from(PutMode::Create);
            objects.put_opts(&path, body.into(), options).await
        };
        create("first").await.unwrap();
        let again = create("second").await;
        assert!(matches!(again, Err(Error::AlreadyExists { .. })));
        let found = objects.get(&path).await.unwrap().bytes().await.unwrap();
        assert_eq!(found, "first");
        let left = fs::read_dir(root.path().join(".incoming")).unwrap();
        assert_eq!(left.count(), 0);
        let none = objects.get(&Path::from("plans/2.json")).await;
        assert!(matches!(none, Err(Error::NotFound { .. })));
    }

    /// A process that died between naming and tidying up leaves a second name of what it placed, and the
    /// ids of processes are used again.
    #[tokio::test(flavor = "current_thread")]
    async fn what_a_dead_process_left_is_not_written_to() {
        let root = tempfile::tempdir().unwrap();
        let objects = LocalObjects::new(root.path()).unwrap();
        let placed = root.path().join("placed");
        fs::write(&placed, "placed").unwrap();
        let next = OPENED.load(Ordering::Relaxed);
        for count in next..next + 50 {
            let left = format!("{}-{count}", std::process::id());
            fs::hard_link(&placed, root.path().join(".incoming").join(left)).unwrap();
        }
        let options = PutOptions::from(PutMode::Create);
        let path = Path::from("plans/1.json");
        objects
            .put_opts(&path, "other".into(), options)
            .await
            .unwrap();
        assert_eq!(fs::read(&placed).unwrap(), b"placed");
        let found = objects.get(&path).await.unwrap().bytes().await.unwrap();
        assert_eq!(found, "other");
    }
}
