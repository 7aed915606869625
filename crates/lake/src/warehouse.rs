//! Where the tables are: a folder, or a bucket. A table is a folder of its own under the root.

use std::path::Path;
use std::sync::Arc;

use datafusion::execution::object_store::ObjectStoreUrl;
use deltalake::logstore::{
    LogStoreFactory, LogStoreRef, ObjectStoreRef, StorageConfig, default_logstore,
    logstore_factories,
};
use deltalake::{DeltaResult, DeltaTable, DeltaTableBuilder};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use url::{Position, Url};

use crate::error::{Error, Result};
use crate::meter::{Meter, Metered, Traffic};

/// The root of all tables.
#[derive(Debug, Clone)]
pub struct Warehouse {
    root: Url,
    /// From the bucket's, or this machine's, root on.
    store: Arc<dyn ObjectStore>,
    meter: Arc<Meter>,
}

/// delta-rs knows no scheme but those that somebody registered; logs in a bucket are like those in a
/// folder, since a bucket refuses to put what is there.
#[derive(Debug)]
struct PlainLogs;

impl LogStoreFactory for PlainLogs {
    fn with_options(
        &self,
        prefixed: ObjectStoreRef,
        root: ObjectStoreRef,
        location: &Url,
        options: &StorageConfig,
    ) -> DeltaResult<LogStoreRef> {
        Ok(default_logstore(prefixed, root, location, options))
    }
}

impl Warehouse {
    /// A folder on this machine, made absolute; created where it is not there.
    ///
    /// # Errors
    /// The folder can't be created or named as a URL.
    pub fn folder(root: &Path) -> Result<Warehouse> {
        std::fs::create_dir_all(root).map_err(|e| Error::storage("the warehouse's folder", e))?;
        let root =
            std::fs::canonicalize(root).map_err(|e| Error::storage("the warehouse's folder", e))?;
        let root = Url::from_directory_path(root)
            .map_err(|()| Error::damaged("expected a folder that a URL can name"))?;
        Ok(Warehouse::over(Arc::new(LocalFileSystem::new()), root))
    }

    /// A place in a bucket, such as `s3://bucket/prefix/`, which `store` reaches from its root on.
    ///
    /// # Errors
    /// The address is none that tables can be below.
    pub fn stored(store: Arc<dyn ObjectStore>, root: &str) -> Result<Warehouse> {
        let url = Url::parse(root).map_err(|e| Error::storage("the warehouse's address", e))?;
        let scheme = Url::parse(&format!("{}://", url.scheme()))
            .map_err(|e| Error::storage("the warehouse's address", e))?;
        if !url.path().ends_with('/') {
            return Err(Error::damaged("expected an address that ends in a slash"));
        }
        logstore_factories().insert(scheme, Arc::new(PlainLogs));
        Ok(Warehouse::over(store, url))
    }

    fn over(store: Arc<dyn ObjectStore>, root: Url) -> Warehouse {
        let meter = Arc::new(Meter::default());
        let store = Arc::new(Metered::new(store, Arc::clone(&meter)));
        Warehouse { root, store, meter }
    }

    /// What was asked of it by all that hold it, since it was opened.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.meter.now()
    }

    fn is_folder(&self) -> bool {
        self.root.scheme() == "file"
    }

    /// Where scans find the files: the store's address, and what has to be registered under it.
    pub(crate) fn scanned(&self) -> Result<(ObjectStoreUrl, Arc<dyn ObjectStore>)> {
        let base = match self.is_folder() {
            true => ObjectStoreUrl::local_filesystem(),
            false => ObjectStoreUrl::parse(&self.root[..Position::BeforePath])?,
        };
        Ok((base, Arc::clone(&self.store)))
    }

    /// A table's folder as a path in the store that scans read from.
    pub(crate) fn folder_of(&self, name: &str) -> Result<object_store::path::Path> {
        let table = self.table(name)?;
        let failed = |e| Error::storage(format!("{name}: the table's folder"), e);
        if !self.is_folder() {
            return object_store::path::Path::from_url_path(table.path()).map_err(failed);
        }
        let path = table.to_file_path();
        let path = path.map_err(|()| Error::damaged("expected a folder of this machine"))?;
        object_store::path::Path::from_absolute_path(path).map_err(failed)
    }

    /// The root itself.
    #[must_use]
    pub fn root(&self) -> &Url {
        &self.root
    }

    pub(crate) fn table(&self, name: &str) -> Result<Url> {
        let joined = self.root.join(&format!("{name}/"));
        joined.map_err(|e| Error::storage("the table's address", e))
    }

    pub(crate) fn create_folder(&self, name: &str) -> Result<()> {
        match self.table(name)?.to_file_path() {
            Ok(path) => std::fs::create_dir_all(path)
                .map_err(|e| Error::storage(format!("{name}: the table's folder"), e)),
            Err(()) => Ok(()),
        }
    }

    /// What stands in a folder's log under these names survives a power cut from here on, and so do the
    /// names of the table and of its log. A bucket does that by itself.
    pub(crate) fn sync_log(&self, name: &str, files: &[String]) -> Result<()> {
        let Ok(table) = self.table(name)?.to_file_path() else {
            return Ok(());
        };
        let log = table.join("_delta_log");
        let sync = || -> std::io::Result<()> {
            for file in files {
                std::fs::File::open(log.join(file))?.sync_all()?;
            }
            store::sync_folder(&log)?;
            store::sync_folder(&table)?;
            table.parent().map_or(Ok(()), store::sync_folder)
        };
        sync().map_err(|e| Error::storage(format!("{name}: syncing the log"), e))
    }

    fn builder(&self, name: &str) -> Result<DeltaTableBuilder> {
        let table = self.table(name)?;
        let builder = DeltaTableBuilder::from_url(table.clone())
            .map_err(|e| Error::storage(format!("{name}: the table's address"), e))?;
        Ok(builder.with_storage_backend(Arc::clone(&self.store), table))
    }

    pub(crate) fn log_store(&self, name: &str) -> Result<LogStoreRef> {
        let made = self.builder(name)?.build_storage();
        made.map_err(|e| Error::storage(format!("{name}: the table's log"), e))
    }

    /// The files of a table, by paths relative to its folder.
    pub(crate) fn files(&self, name: &str) -> Result<Arc<dyn ObjectStore>> {
        Ok(self.log_store(name)?.object_store(None))
    }

    /// The newest version, or `None` where there is no table yet.
    pub(crate) async fn newest(&self, name: &str) -> Result<Option<DeltaTable>> {
        match self.builder(name)?.load().await {
            Ok(table) => Ok(Some(table)),
            Err(deltalake::DeltaTableError::NotATable(_)) => Ok(None),
            Err(e) => Err(Error::storage(format!("{name}: loading the table"), e)),
        }
    }

    pub(crate) async fn at(&self, name: &str, version: u64) -> Result<DeltaTable> {
        let loaded = self.builder(name)?.with_version(version).load().await;
        loaded.map_err(|e| Error::storage(format!("{name}: loading version {version}"), e))
    }
}
