//! Where the tables are: a folder today, a bucket later. A table is a folder of its own under the root.

use std::path::Path;
use std::sync::Arc;

use deltalake::logstore::LogStoreRef;
use deltalake::{DeltaTable, DeltaTableBuilder};
use object_store::ObjectStore;
use url::Url;

use crate::error::{Error, Result};

/// The root of all tables.
#[derive(Debug, Clone)]
pub struct Warehouse {
    root: Url,
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
        Ok(Warehouse { root })
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
        DeltaTableBuilder::from_url(self.table(name)?)
            .map_err(|e| Error::storage(format!("{name}: the table's address"), e))
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
