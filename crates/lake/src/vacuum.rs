//! Vacuum: files that nothing names and nobody can be reading any more are deleted. It writes no log.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _};
use pipeline::{Context, Named};
use tables::TableMeta;

use crate::error::{Error, Result};
use crate::snapshot;
use crate::warehouse::Warehouse;

/// How long what was written or removed is kept: whoever pinned an older HEAD reads it, and whoever writes
/// has not told of it yet.
pub const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Deletions under way at once.
const AT_ONCE: usize = 16;

/// A file that nothing names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Garbage {
    /// The table whose folder it is in; `None` for what stands beside the tables.
    pub table: Option<String>,
    /// Relative to that folder, or to the warehouse.
    pub path: String,
    /// Bytes.
    pub size: u64,
}

/// Lists garbage, and deletes it unless it is only to be listed.
///
/// # Errors
/// Storage and state. What is deleted by then was garbage.
pub(crate) async fn vacuum(
    ctx: &Context,
    warehouse: &Warehouse,
    dry_run: bool,
) -> Result<Vec<Garbage>> {
    let before = ctx.clock.now().saturating_sub(KEPT);
    let before = before.unwrap_or(Timestamp::MIN);
    let mut found = vec![];
    // Listed first: whatever is named later than that is younger than what may be deleted.
    let mut listed = vec![];
    for meta in tables::ALL {
        let store = warehouse.files(meta.name)?;
        let old = old(&*store, None, before, meta.name).await?;
        listed.push((*meta, store, old));
    }
    let beside = old(&*ctx.warehouse, Some("folds"), before, "folds").await?;
    let incoming = old(&*ctx.warehouse, Some(".incoming"), before, "folds").await?;
    let named = pipeline::named(ctx, before).await;
    let named = named.map_err(|e| Error::storage("what is named", e))?;
    if named.head().is_none() {
        // Nothing is live where nothing was committed, or else the state is not this lake's.
        return Ok(found);
    }
    for (meta, store, old) in listed {
        let some = garbage(warehouse, meta, &named, old).await?;
        found.extend(some.iter().map(|file| of(Some(meta.name), file)));
        if !dry_run {
            delete(ctx, store, some).await?;
        }
    }
    let some: Vec<ObjectMeta> = beside
        .into_iter()
        .filter(|file| !named.is_fold(file.location.filename().unwrap_or_default()))
        .chain(incoming)
        .collect();
    found.extend(some.iter().map(|file| of(None, file)));
    if !dry_run {
        delete(ctx, Arc::clone(&ctx.warehouse), some).await?;
    }
    found.sort();
    Ok(found)
}

fn of(table: Option<&str>, file: &ObjectMeta) -> Garbage {
    Garbage {
        table: table.map(str::to_owned),
        path: file.location.to_string(),
        size: file.size,
    }
}

/// What was written before then.
async fn old(
    store: &dyn ObjectStore,
    below: Option<&str>,
    before: Timestamp,
    what: &str,
) -> Result<Vec<ObjectMeta>> {
    let failed = |e| Error::storage(format!("{what}: listing"), e);
    let below = below.map(Path::from);
    let mut all = store.list(below.as_ref());
    let mut old = vec![];
    while let Some(file) = all.try_next().await.map_err(failed)? {
        if file.last_modified.timestamp_millis() < before.as_millisecond() {
            old.push(file);
        }
    }
    Ok(old)
}

/// Which of the old files below a table's folder nothing names. Its log is nobody's to touch.
async fn garbage(
    warehouse: &Warehouse,
    meta: &TableMeta,
    named: &Named,
    old: Vec<ObjectMeta>,
) -> Result<Vec<ObjectMeta>> {
    let version = named.head().and_then(|head| head.versions.get(meta.name));
    let live = match version {
        Some(version) => snapshot::paths(warehouse, meta.name, *version).await?,
        None => BTreeSet::new(),
    };
    let is_part = |path: &str| path.starts_with("tier=") && path.ends_with(".parquet");
    // A part that was begun by somebody who died.
    let is_begun = |path: &str| path.starts_with("_incoming/");
    let is_garbage = |file: &ObjectMeta| {
        let path = file.location.as_ref();
        let unnamed = !live.contains(path) && !named.is_part(meta.name, path);
        is_begun(path) || (is_part(path) && unnamed)
    };
    Ok(old.into_iter().filter(is_garbage).collect())
}

async fn delete(ctx: &Context, store: Arc<dyn ObjectStore>, files: Vec<ObjectMeta>) -> Result<()> {
    let failed = |e| Error::storage("deleting what nothing names", e);
    futures::stream::iter(files)
        .map(async |file| {
            match store.delete(&file.location).await {
                // Somebody else took it.
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(failed(error)),
            }
            ctx.at("vacuum.deleted").await;
            Ok(())
        })
        .buffer_unordered(AT_ONCE)
        .try_collect::<()>()
        .await
}
