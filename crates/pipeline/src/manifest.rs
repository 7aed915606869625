//! Manifests: what a conversion yielded, in the warehouse. The parts and the report stand in one
//! object, the units in another, a line each and compressed, because a file may have 200,000 of them.

use std::io::{BufRead, BufReader, Write};

use convert::{Report, SetReport, Unit};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions};
use serde::{Deserialize, Serialize};
use tables::Part;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ledger::Tally;

/// What a conversion yielded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The file.
    pub file_id: String,
    /// Its generation.
    pub generation: u32,
    /// The attempt at it.
    pub attempt: u32,
    /// The parts, to be added to their tables.
    pub parts: Vec<Part>,
    /// The accounting. `sets` is empty here: see [`UnitLine`].
    pub report: Report,
    /// The same in short.
    pub tally: Tally,
}

/// A unit of a manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitLine {
    /// What pass one found.
    pub unit: Unit,
    /// What pass two did with it.
    pub set: Option<SetReport>,
}

/// The id of a unit.
#[must_use]
pub fn unit_id(file_id: &str, generation: u32, ordinal: u32) -> String {
    format!("{}-{generation}-{ordinal:06}", short(file_id))
}

/// What stands for a file in names of parts and units.
pub(crate) fn short(file_id: &str) -> &str {
    file_id.get(..24).unwrap_or(file_id)
}

/// Puts units and manifest. Nobody looks for either before a pending entry names them.
pub(crate) async fn put(ctx: &Context, manifest: &Manifest, units: Vec<u8>) -> Result<()> {
    let (file_id, generation, attempt) = (&manifest.file_id, manifest.generation, manifest.attempt);
    let body =
        serde_json::to_vec(manifest).map_err(|_| Error::Damaged("a value of ours".to_owned()))?;
    let (units_path, path) = (
        units_path(file_id, generation, attempt),
        path(file_id, generation, attempt),
    );
    futures::future::try_join(create(ctx, &units_path, units), create(ctx, &path, body))
        .await
        .map(drop)
}

async fn create(ctx: &Context, path: &Path, body: Vec<u8>) -> Result<()> {
    match ctx
        .warehouse
        .put_opts(path, body.into(), PutOptions::from(PutMode::Create))
        .await
    {
        Ok(_) => Ok(()),
        // Attempts are counted by compare-and-set: somebody else works as this one.
        Err(object_store::Error::AlreadyExists { .. }) => Err(Error::Changed("the claim")),
        Err(error) => Err(error.into()),
    }
}

/// A manifest; `None` where there is none.
pub(crate) async fn load(
    ctx: &Context,
    file_id: &str,
    generation: u32,
    attempt: u32,
) -> Result<Option<Manifest>> {
    match ctx.warehouse.get(&path(file_id, generation, attempt)).await {
        Ok(found) => {
            let body = found.bytes().await?;
            let manifest =
                serde_json::from_slice(&body).map_err(|_| damaged("the manifest", file_id))?;
            Ok(Some(manifest))
        }
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The units of a manifest, one by one.
pub(crate) async fn units(
    ctx: &Context,
    file_id: &str,
    generation: u32,
    attempt: u32,
) -> Result<impl Iterator<Item = Result<UnitLine>> + use<>> {
    let found = ctx
        .warehouse
        .get(&units_path(file_id, generation, attempt))
        .await?;
    let body = found.bytes().await?;
    let lines = BufReader::new(GzDecoder::new(std::io::Cursor::new(body))).lines();
    let file_id = file_id.to_owned();
    Ok(lines.map(move |line| {
        let line = line.map_err(|_| damaged("the units", &file_id))?;
        serde_json::from_str(&line).map_err(|_| damaged("the units", &file_id))
    }))
}

/// Units as they are put, with the reports of their sets taken from `sets`.
pub(crate) fn pack(
    file_id: &str,
    generation: u32,
    units: Vec<Unit>,
    sets: Vec<SetReport>,
) -> Result<Vec<u8>> {
    let failed = |_| damaged("the units", file_id);
    let mut sets = sets.into_iter().peekable();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    for unit in units {
        let id = unit_id(file_id, generation, unit.ordinal);
        // Both are in the order of the file.
        let set = sets.next_if(|set| set.unit_id == id);
        let line = serde_json::to_string(&UnitLine { unit, set })
            .map_err(|_| damaged("the units", file_id))?;
        writeln!(packed, "{line}").map_err(failed)?;
    }
    packed.finish().map_err(failed)
}

fn path(file_id: &str, generation: u32, attempt: u32) -> Path {
    format!("{}.json", stem(file_id, generation, attempt)).into()
}

fn units_path(file_id: &str, generation: u32, attempt: u32) -> Path {
    format!("{}.units.jsonl.gz", stem(file_id, generation, attempt)).into()
}

/// In 256 folders, because local ones slow down when they hold too much.
fn stem(file_id: &str, generation: u32, attempt: u32) -> String {
    let folder = file_id.get(..2).unwrap_or(file_id);
    format!("manifests/{folder}/{file_id}-{generation:04}-{attempt:04}")
}

fn damaged(what: &str, file_id: &str) -> Error {
    Error::Damaged(format!("{what} of {file_id}"))
}
