//! Places copies of exports in the folder that the other system reads.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use object_store::ObjectStoreExt as _;
use pipeline::Context;
use store::{Expect, key};

use crate::book::{Export, export, exports};
use crate::error::{Error, Result, folder};
use crate::export::{body, kept};
use crate::mode::{Mode, mode};

/// What the copy of an export is called.
#[must_use]
pub fn file_name(n: u64) -> String {
    format!("postings-{n:06}.csv")
}

/// Places a copy of every export that has none, in order, and notes it. Where somebody died between the two,
/// the same bytes are placed under the same name once more; each row says which export it is of, so that a
/// reader who took the file away knows it again. Where posting is switched off meanwhile, they wait.
///
/// # Errors
/// [`Error::Refused`] where a file of this name and of other content stands there; folder, warehouse, state.
pub async fn deliver(ctx: &Context, to: &Path) -> Result<Vec<(Export, PathBuf)>> {
    let mut delivered = vec![];
    for export in exports(&*ctx.state).await? {
        if export.delivered {
            continue;
        }
        if mode(&*ctx.state).await? != Mode::On {
            break;
        }
        let path = place(ctx, &export, to).await?;
        ctx.at("postings.placed").await;
        note(ctx, export.n).await?;
        ctx.at("postings.delivered").await;
        delivered.push((export, path));
    }
    Ok(delivered)
}

/// Places a copy of one export again.
///
/// # Errors
/// As for [`deliver`]; [`Error::Refused`] where there is no such export, [`Error::Shadow`] where posting is off.
pub async fn copy(ctx: &Context, n: u64, to: &Path) -> Result<PathBuf> {
    if mode(&*ctx.state).await? != Mode::On {
        return Err(Error::Shadow);
    }
    let found = export(&*ctx.state, n).await?;
    let (export, _) = found.ok_or_else(|| Error::refused("the number of an export", "another"))?;
    place(ctx, &export, to).await
}

/// The CSV of an export.
pub(crate) async fn csv(ctx: &Context, export: &Export) -> Result<Vec<u8>> {
    let found = ctx.warehouse.get(&kept(&export.attempt)).await?;
    Ok(found.bytes().await?.to_vec())
}

async fn place(ctx: &Context, export: &Export, to: &Path) -> Result<PathBuf> {
    let bytes = csv(ctx, export).await?;
    let path = to.join(file_name(export.n));
    // Nobody takes what has this beginning for an export, and nobody else writes under it.
    let incoming = to.join(format!(".{}-{}", file_name(export.n), ctx.arrival()));
    let (to, placed) = (to.to_owned(), path.clone());
    let written = tokio::task::spawn_blocking(move || write(&to, &incoming, &placed, &bytes)).await;
    match written.map_err(|error| folder(io::Error::other(error)))? {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::refused(
            format!("no other file called {} in the folder", file_name(export.n)),
            "one of other content",
        )),
        Err(error) => Err(folder(error)),
    }
}

/// Whole and synced before it has its name; only its owner reads it.
fn write(to: &Path, incoming: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    store::create_folder(to)?;
    match fs::read(path) {
        Ok(found) if found == bytes => return Ok(()),
        Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let written = (|| {
        let mut file = store::create_file(incoming)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(incoming, path)?;
        store::sync_folder(to)
    })();
    if written.is_err() {
        // What is left behind is no export; removing it is a courtesy.
        let _ = fs::remove_file(incoming);
    }
    written
}

async fn note(ctx: &Context, n: u64) -> Result<()> {
    let Some((mut export, version)) = export(&*ctx.state, n).await? else {
        return Err(Error::Damaged("an export"));
    };
    export.delivered = true;
    let noted = ctx
        .state
        .put(&key::posting(n), body(&export)?, Expect::Version(version))
        .await;
    match noted {
        // Somebody else noted it.
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(()),
    }
}
