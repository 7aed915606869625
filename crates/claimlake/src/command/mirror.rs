//! `mirror`: cases and what was done with them, as files of our own feed that are taken in like any other.

use anyhow::{Result, bail};
use domain::id::OWN_SOURCE;
use mirror::File;
use pipeline::{Context, FileState, Outcome};

use super::drop;
use crate::answer::Mirrored;
use crate::args::{Mirror, MirrorCommand};
use crate::screen::Screen;

pub(crate) async fn run(args: &Mirror, context: &Context, screen: &Screen) -> Result<()> {
    let files = match args.command {
        None => changes(context).await?,
        Some(MirrorCommand::Rebuild) => {
            let files = mirror::rebuild(&*context.state, async |file| take(context, file).await);
            let files = files.await?;
            // All of it is written: what waited, too.
            changes(context).await? + files
        }
    };
    let mirrored = Mirrored {
        files,
        batch: pipeline::run_until_quiet(context).await?,
    };
    if screen.is_json() {
        return Ok(screen.json(&mirrored)?);
    }
    let batch = mirrored.batch;
    Ok(screen.line(&match files {
        0 => "nothing changed".to_owned(),
        files => format!("{files} files of changes, the last in batch {batch}"),
    })?)
}

/// Writes and commits what changed in the state since it was mirrored last, and says how many files that are.
pub(crate) async fn changes(context: &Context) -> Result<u64> {
    let files = mirror::mirror(&*context.state, async |file| take(context, file).await).await?;
    if files > 0 {
        pipeline::run_until_quiet(context).await?;
    }
    Ok(files)
}

async fn take(context: &Context, file: File) -> Result<()> {
    let mut bytes = file.bytes.as_slice();
    let landed = context.landing.put(OWN_SOURCE, &file.name, &mut bytes);
    let object = landed.await?;
    match drop::ingest(context, &object).await? {
        Outcome::Done { .. } => Ok(()),
        // The same bytes are there already; but they must count.
        Outcome::Duplicate {
            file_id,
            state: FileState::Retracted,
            ..
        } => {
            let id = file_id.get(..12).unwrap_or(&file_id);
            bail!(
                "expected these changes to count, but found their file {id} retracted; `files restore {id}` ends that"
            )
        }
        Outcome::Duplicate { .. } => Ok(()),
        Outcome::Quarantined {
            file_id, reason, ..
        } => {
            let id = file_id.get(..12).unwrap_or(&file_id);
            bail!("expected a file of changes that can be read, but file {id} can't: {reason}")
        }
    }
}
