//! The Delta logs, written: one commit a table and plan, straight through the log store.
//!
//! delta-rs' own commit loads the table and grows slower with each of them; here the version and the
//! newest transaction are followed by reading only the commits that are new, and a commit is one
//! conditional put. Nobody else may write these tables.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use deltalake::TableProperty;
use deltalake::kernel::engine::arrow_conversion::TryIntoKernel as _;
use deltalake::kernel::transaction::{CommitData, TransactionError};
use deltalake::kernel::{
    Action, Add, MetadataExt as _, Protocol, Remove, StructType, Transaction, new_metadata,
};
use deltalake::logstore::{CommitOrBytes, LogStoreRef, get_actions};
use deltalake::protocol::{DeltaOperation, SaveMode};
use object_store::{ObjectStore, ObjectStoreExt as _};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use pipeline::{Head, Removed};
use serde_json::json;
use tables::part::{PARTITIONS, RECENT};
use tables::{Part, TableMeta};
use tokio::sync::Mutex;

use crate::error::{Error, Result};
use crate::warehouse::Warehouse;

/// The application of our Delta transactions; its version is the batch.
pub(crate) const APP: &str = "claimlake";
/// Opening a table costs as many small reads as there are commits after the last checkpoint.
const CHECKPOINT_EVERY: u64 = 20;
/// Two committers at once finish the same plan, so that the second loses once, not a thousand times.
const TRIES: u32 = 1_000;
/// Most footers are shorter: one read a part.
const FOOTER_GUESS: u64 = 64 * 1024;

/// Names the newest checkpoint.
const LAST_CHECKPOINT: &str = "_last_checkpoint";

/// The file of a version in a log.
fn log_file(version: u64) -> String {
    format!("{version:020}.json")
}

/// How far a table's log was read.
#[derive(Debug, Clone)]
struct Followed {
    log: LogStoreRef,
    version: u64,
    /// The newest batch in it.
    batch: Option<u64>,
    /// Version of the newest checkpoint known of.
    checkpoint: u64,
}

/// The Delta logs of all tables.
#[derive(Debug)]
pub struct DeltaLogs {
    warehouse: Warehouse,
    followed: Mutex<HashMap<String, Followed>>,
}

impl DeltaLogs {
    /// The logs of the tables under `warehouse`.
    #[must_use]
    pub fn new(warehouse: Warehouse) -> DeltaLogs {
        DeltaLogs {
            warehouse,
            followed: Mutex::new(HashMap::new()),
        }
    }

    /// Creates the tables that are missing and returns each one's newest version.
    ///
    /// # Errors
    /// Storage.
    pub async fn ensure(&self) -> Result<BTreeMap<String, u64>> {
        let mut versions = BTreeMap::new();
        for meta in tables::ALL {
            let mut followed = self.followed.lock().await;
            let at = self.follow(&mut followed, meta.name).await?;
            versions.insert(meta.name.to_owned(), at.version);
        }
        Ok(versions)
    }

    /// Commits `adds` and `removes` as batch `n`, exactly once, and returns a version that contains them. It
    /// survives a power cut before HEAD names it, whoever wrote it.
    ///
    /// # Errors
    /// Storage; or a log that somebody else writes.
    pub async fn commit(
        &self,
        table: &str,
        n: u64,
        adds: &[Part],
        removes: &[Removed],
    ) -> Result<u64> {
        let version = self.commit_once(table, n, adds, removes).await?;
        self.warehouse.sync_log(table, &[log_file(version)])?;
        Ok(version)
    }

    async fn commit_once(
        &self,
        table: &str,
        n: u64,
        adds: &[Part],
        removes: &[Removed],
    ) -> Result<u64> {
        let batch = i64::try_from(n).map_err(|_| Error::damaged("a batch beyond 2^63"))?;
        let gone = removes.iter().map(|part| Ok(Action::Remove(remove(part)?)));
        let come = adds.iter().map(|part| Ok(Action::Add(add(part)?)));
        let actions: Vec<Action> = gone.chain(come).collect::<Result<_>>()?;
        let mut followed = self.followed.lock().await;
        for _ in 0..TRIES {
            let at = self.follow(&mut followed, table).await?;
            if at.batch >= Some(n) {
                return Ok(at.version);
            }
            let operation = if removes.is_empty() {
                DeltaOperation::Write {
                    mode: SaveMode::Append,
                    partition_by: Some(PARTITIONS.map(str::to_owned).to_vec()),
                    predicate: None,
                }
            } else {
                // A log takes the removal of what is not there, and the rows would be there twice. The commit
                // is of the next version or of none, so that this is the very version that it follows.
                let paths: Vec<&str> = removes.iter().map(|part| &*part.path).collect();
                if !self.holds(table, at.version, &paths).await? {
                    return Err(Error::damaged(format!(
                        "{table}: batch {n} removes what is not there: somebody else writes the log"
                    )));
                }
                DeltaOperation::Optimize {
                    predicate: None,
                    target_size: 0,
                }
            };
            // Without `lastUpdated` the transaction never expires.
            let txn = vec![Transaction::new(APP, batch)];
            let data = CommitData::new(actions.clone(), operation, HashMap::new(), txn);
            let body = data
                .get_bytes()
                .map_err(|e| Error::storage(format!("{table}: writing commit {n}"), e))?;
            let next = at.version + 1;
            let body = CommitOrBytes::LogBytes(body);
            // Whatever the answer, the next turn reads what stands at that version: a lost answer is
            // no proof that nothing was written.
            match at
                .log
                .write_commit_entry(next, body, Default::default())
                .await
            {
                Ok(()) | Err(TransactionError::VersionAlreadyExists(_)) => {}
                Err(e) => return self.after_error(&mut followed, table, n, e).await,
            }
        }
        Err(Error::damaged(format!(
            "{table}: batch {n} could not be committed: somebody else writes the log"
        )))
    }

    /// Whether all these parts are live in a version.
    ///
    /// # Errors
    /// Storage.
    pub async fn holds(&self, name: &str, version: u64, paths: &[&str]) -> Result<bool> {
        let live = crate::snapshot::paths(&self.warehouse, name, version).await?;
        Ok(paths.iter().all(|path| live.contains(*path)))
    }

    async fn after_error(
        &self,
        followed: &mut HashMap<String, Followed>,
        table: &str,
        n: u64,
        error: TransactionError,
    ) -> Result<u64> {
        let at = self.follow(followed, table).await?;
        if at.batch >= Some(n) {
            return Ok(at.version);
        }
        Err(Error::storage(
            format!("{table}: committing batch {n}"),
            error,
        ))
    }

    /// Reads the log on to its end.
    async fn follow(
        &self,
        followed: &mut HashMap<String, Followed>,
        name: &str,
    ) -> Result<Followed> {
        let mut at = match followed.get(name) {
            Some(at) => at.clone(),
            None => self.open(name).await?,
        };
        let failed = |e| Error::storage(format!("{name}: reading the log"), e);
        while let Some(body) = at
            .log
            .read_commit_entry(at.version + 1)
            .await
            .map_err(failed)?
        {
            at.version += 1;
            for action in get_actions(at.version, &body).map_err(failed)? {
                if let Action::Txn(txn) = action
                    && txn.app_id == APP
                {
                    at.batch = u64::try_from(txn.version).ok();
                }
            }
        }
        followed.insert(name.to_owned(), at.clone());
        Ok(at)
    }

    async fn open(&self, name: &str) -> Result<Followed> {
        // A folder that is not there is an error to the log store, an empty one a table to be made.
        self.warehouse.create_folder(name)?;
        let table = match self.warehouse.newest(name).await? {
            Some(table) => table,
            None => self.create(name).await?,
        };
        let log = table.log_store();
        let failed = |e| Error::storage(format!("{name}: reading the table"), e);
        let state = table.snapshot().map_err(failed)?;
        let batch = state
            .transaction_version(&*log, APP)
            .await
            .map_err(failed)?;
        Ok(Followed {
            version: state.version(),
            batch: batch.and_then(|n| u64::try_from(n).ok()),
            checkpoint: last_checkpoint(&log).await?,
            log,
        })
    }

    async fn create(&self, name: &str) -> Result<deltalake::DeltaTable> {
        let meta = meta(name)?;
        let failed = |e| Error::storage(format!("{name}: creating the table"), e);
        let schema: StructType = (&full_schema(meta))
            .try_into_kernel()
            .map_err(|e| failed(e.into()))?;
        let settings = [
            // Otherwise writers of other makers delete old log files by themselves.
            (TableProperty::EnableExpiredLogCleanup.as_ref(), "false"),
            (TableProperty::CheckpointInterval.as_ref(), "20"),
        ];
        let metadata = new_metadata(&schema, PARTITIONS, settings)
            .and_then(|metadata| metadata.with_name(name.to_owned()))
            .and_then(|metadata| metadata.with_description(meta.doc()))
            .map_err(failed)?;
        // The oldest that every reader knows: nothing here needs more.
        let versions = json!({"minReaderVersion": 1, "minWriterVersion": 2});
        let protocol: Protocol = serde_json::from_value(versions)
            .map_err(|e| Error::storage(format!("{name}: creating the table"), e))?;
        let operation = DeltaOperation::Create {
            mode: SaveMode::ErrorIfExists,
            metadata: metadata.clone(),
            location: self.warehouse.table(name)?,
            protocol: protocol.clone(),
        };
        let actions = vec![Action::Protocol(protocol), Action::Metadata(metadata)];
        let body = CommitData::new(actions, operation, HashMap::new(), vec![])
            .get_bytes()
            .map_err(|e| Error::storage(format!("{name}: creating the table"), e))?;
        // Two processes may start at once. delta-rs would try the next version, and the table would be
        // created twice; here the one that comes second finds the first one's.
        let body = CommitOrBytes::LogBytes(body);
        let log = self.warehouse.log_store(name)?;
        match log.write_commit_entry(0, body, Default::default()).await {
            Ok(()) | Err(TransactionError::VersionAlreadyExists(_)) => {}
            Err(e) => return Err(Error::storage(format!("{name}: creating the table"), e)),
        }
        self.warehouse.sync_log(name, &[log_file(0)])?;
        let table = self.warehouse.newest(name).await?;
        table.ok_or_else(|| Error::damaged(format!("{name}: expected the table that was created")))
    }

    /// Why a part can't become visible, or `None` when it can: it exists, its footer reads, its schema
    /// is the table's, its rows and size are what its writer said.
    ///
    /// # Errors
    /// Storage that does not answer: that says nothing about the part.
    pub async fn validate(&self, part: &Part) -> Result<Option<String>> {
        let Ok(meta) = meta(&part.table) else {
            return Ok(Some(format!("expected a table, but found {}", part.table)));
        };
        let files = self.warehouse.files(&part.table)?;
        let path = object_store::path::Path::from(part.path.as_str());
        let size = match files.head(&path).await {
            Ok(found) => found.size,
            Err(object_store::Error::NotFound { .. }) => {
                return Ok(Some("expected a part, but found no file".to_owned()));
            }
            Err(e) => {
                return Err(Error::storage(
                    format!("{}: looking at a part", part.table),
                    e,
                ));
            }
        };
        if size != part.size {
            return Ok(Some(format!(
                "expected a part of {} bytes, but found {size}",
                part.size
            )));
        }
        let Some(footer) = footer(&*files, &path, size).await? else {
            return Ok(Some("expected a Parquet footer, but found none".to_owned()));
        };
        let rows = u64::try_from(footer.file_metadata().num_rows()).unwrap_or_default();
        if rows != part.rows {
            return Ok(Some(format!(
                "expected {} rows, but found {rows}",
                part.rows
            )));
        }
        let found = parquet::arrow::parquet_to_arrow_schema(
            footer.file_metadata().schema_descr(),
            footer.file_metadata().key_value_metadata(),
        );
        Ok(match found {
            Ok(found) => differs(&found, &meta.schema()),
            Err(_) => Some("expected an Arrow schema in the footer, but found none".to_owned()),
        })
    }

    /// Writes checkpoints of the versions that `head` names, where the last one is long ago.
    ///
    /// # Errors
    /// Storage. Nothing is lost: the next move of HEAD does it.
    pub async fn head_moved(&self, head: &Head) -> Result<()> {
        self.checkpoint(head, CHECKPOINT_EVERY).await.map(drop)
    }

    /// Writes checkpoints of the versions that `head` names, where the last one is so many versions ago. The
    /// tables that got one.
    ///
    /// # Errors
    /// Storage.
    pub async fn checkpoint(&self, head: &Head, every: u64) -> Result<Vec<String>> {
        let mut written = vec![];
        for (name, version) in &head.versions {
            let mut followed = self.followed.lock().await;
            let at = self.follow(&mut followed, name).await?;
            if *version < at.checkpoint + every {
                continue;
            }
            let table = self.warehouse.at(name, *version).await?;
            deltalake::checkpoints::create_checkpoint(&table, None)
                .await
                .map_err(|e| Error::storage(format!("{name}: writing a checkpoint"), e))?;
            let checkpoint = format!("{version:020}.checkpoint.parquet");
            self.warehouse
                .sync_log(name, &[checkpoint, LAST_CHECKPOINT.to_owned()])?;
            if let Some(at) = followed.get_mut(name) {
                at.checkpoint = *version;
            }
            written.push(name.clone());
        }
        Ok(written)
    }
}

pub(crate) fn meta(name: &str) -> Result<&'static TableMeta> {
    let found = tables::ALL.iter().find(|meta| meta.name == name);
    found
        .copied()
        .ok_or_else(|| Error::damaged(format!("expected a table, but found {name}")))
}

/// The footer of a Parquet file, or `None` where there is none that reads. Its end is fetched first; it
/// says how long the footer is.
async fn footer(
    files: &dyn ObjectStore,
    path: &object_store::path::Path,
    size: u64,
) -> Result<Option<ParquetMetaData>> {
    let mut wanted = size.min(FOOTER_GUESS);
    for _ in 0..2 {
        let failed = |e| Error::storage("reading a part's footer", e);
        let end = files
            .get_range(path, size - wanted..size)
            .await
            .map_err(failed)?;
        let mut reader = ParquetMetaDataReader::new();
        match reader.try_parse_sized(&end, size) {
            Ok(()) => return Ok(reader.finish().ok()),
            Err(ParquetError::NeedMoreData(more)) => {
                let more = u64::try_from(more).unwrap_or(u64::MAX);
                if more <= wanted || more > size {
                    return Ok(None);
                }
                wanted = more;
            }
            Err(_) => return Ok(None),
        }
    }
    Ok(None)
}

/// The columns of the files and, last, the partition columns.
fn full_schema(meta: &TableMeta) -> Schema {
    let schema = meta.schema();
    let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
    fields.extend(PARTITIONS.map(|name| Arc::new(Field::new(name, DataType::Utf8, true))));
    Schema::new(fields)
}

/// The first difference of names, types or nullability; what fields say about themselves is no matter.
fn differs(found: &Schema, expected: &Schema) -> Option<String> {
    if found.fields().len() != expected.fields().len() {
        let (found, expected) = (found.fields().len(), expected.fields().len());
        return Some(format!("expected {expected} columns, but found {found}"));
    }
    let mut pairs = found.fields().iter().zip(expected.fields());
    pairs.find_map(|(found, expected)| {
        let same = found.name() == expected.name()
            && found.data_type().equals_datatype(expected.data_type())
            && found.is_nullable() == expected.is_nullable();
        (!same).then(|| {
            let (name, kind) = (expected.name(), expected.data_type());
            format!(
                "expected column {name} of {kind}, but found {} of {}",
                found.name(),
                found.data_type()
            )
        })
    })
}

fn add(part: &Part) -> Result<Add> {
    let size = i64::try_from(part.size).map_err(|_| Error::damaged("a part beyond 2^63 bytes"))?;
    Ok(Add {
        path: part.path.clone(),
        partition_values: part.partition_values.clone().into_iter().collect(),
        size,
        modification_time: part.modified_ms,
        // A fold brings no row that was not there.
        data_change: part.tier() == RECENT,
        stats: Some(part.stats.clone()),
        ..Add::default()
    })
}

fn remove(part: &Removed) -> Result<Remove> {
    let size = i64::try_from(part.size).map_err(|_| Error::damaged("a part beyond 2^63 bytes"))?;
    Ok(Remove {
        path: part.path.clone(),
        data_change: false,
        deletion_timestamp: Some(part.removed_ms),
        extended_file_metadata: Some(true),
        partition_values: Some(part.partition_values.clone().into_iter().collect()),
        size: Some(size),
        ..Remove::default()
    })
}

async fn last_checkpoint(log: &LogStoreRef) -> Result<u64> {
    let path = object_store::path::Path::from("_delta_log").join(LAST_CHECKPOINT);
    let failed = |e| Error::storage("reading _last_checkpoint", e);
    let found = match log.object_store(None).get(&path).await {
        Ok(found) => found.bytes().await.map_err(failed)?,
        Err(object_store::Error::NotFound { .. }) => return Ok(0),
        Err(e) => return Err(failed(e)),
    };
    // A hint that does not read is no hint: the next checkpoint replaces it.
    let hint: serde_json::Value = serde_json::from_slice(&found).unwrap_or_default();
    Ok(hint
        .get("version")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or(0))
}
