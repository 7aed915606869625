//! What the ledger shows: lists of files, one file with its units.

use futures::{StreamExt, TryStreamExt};
use store::{Item, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ingest::Receipt;
use crate::ledger::{self, Ledger, Taken};
use crate::manifest::{self, Manifest, UnitLine, unit_id};
use crate::projection::{self, Projected};
use crate::reason::Reason;

/// A file and its line.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Its id.
    pub file_id: String,
    /// Its line.
    pub ledger: Ledger,
}

/// A file with what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct FileDetail {
    /// The file.
    pub file: File,
    /// Its receipts, oldest first.
    pub receipts: Vec<Receipt>,
    /// What the newest generation yielded that a round took.
    pub manifest: Option<Manifest>,
    /// Its units, in the order of the file.
    pub units: Vec<UnitDetail>,
}

/// A unit with why it is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitDetail {
    /// Its id.
    pub unit_id: String,
    /// What was found and done.
    pub line: UnitLine,
    /// Why the views leave it out.
    pub excluded: Option<Reason>,
}

/// All files, in order of arrival.
///
/// # Errors
/// Those of the state.
pub async fn files(ctx: &Context) -> Result<Vec<File>> {
    let mut files: Vec<File> = futures::stream::iter(key::file_partitions())
        .map(|partition| partition_of_files(ctx, partition))
        .buffered(ctx.bounds.at_once.max(1))
        .try_concat()
        .await?;
    files.sort_by(|a, b| (a.ledger.received, &a.file_id).cmp(&(b.ledger.received, &b.file_id)));
    Ok(files)
}

async fn partition_of_files(ctx: &Context, partition: String) -> Result<Vec<File>> {
    all(ctx, &partition)
        .await?
        .into_iter()
        .map(file_of)
        .collect()
}

fn file_of(item: Item) -> Result<File> {
    let ledger = ledger::read(&item.key.sort, item.body)?;
    Ok(File {
        file_id: item.key.sort,
        ledger,
    })
}

/// Everything in a partition.
pub(crate) async fn all(ctx: &Context, partition: &str) -> Result<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    loop {
        let after = items.last().map(|item| item.key.sort.clone());
        let page = ctx
            .state
            .query(partition, after.as_deref(), ctx.bounds.page)
            .await?;
        if page.is_empty() {
            return Ok(items);
        }
        items.extend(page);
    }
}

/// The one file whose id begins like this; at least two digits.
///
/// # Errors
/// [`Error::Refused`] if there is none, or more than one.
pub async fn find(ctx: &Context, beginning: &str) -> Result<File> {
    let beginning = beginning.to_ascii_lowercase();
    let none = || Error::refused("the id of a file, or its beginning", "none like this");
    if beginning.len() < 2 || !beginning.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::refused(
            "at least two hexadecimal digits of a file's id",
            format!("{} characters", beginning.chars().count()),
        ));
    }
    // A whole id orders right after its own beginning; a whole one is not greater than itself.
    if let Some((ledger, _)) = ledger::load(ctx, &beginning).await? {
        return Ok(File {
            file_id: beginning,
            ledger,
        });
    }
    let partition = key::file_partition(&beginning);
    let mut found = ctx.state.query(&partition, Some(&beginning), 2).await?;
    found.retain(|item| item.key.sort.starts_with(&beginning));
    if found.len() > 1 {
        return Err(Error::refused(
            "the id of one file",
            "several that begin so",
        ));
    }
    file_of(found.pop().ok_or_else(none)?)
}

/// One file with its units and why they are left out.
///
/// # Errors
/// As [`find`].
pub async fn file(ctx: &Context, beginning: &str) -> Result<FileDetail> {
    let file = find(ctx, beginning).await?;
    let receipts = all(ctx, &key::receipts(&file.file_id)).await?;
    let mut receipts: Vec<Receipt> = receipts
        .into_iter()
        .map(projection::read)
        .collect::<Result<_>>()?;
    receipts.sort_by(|a, b| (a.at, &a.object).cmp(&(b.at, &b.object)));
    let Some(taken) = file.ledger.taken.clone() else {
        return Ok(FileDetail {
            file,
            receipts,
            manifest: None,
            units: Vec::new(),
        });
    };
    let (generation, attempt) = (taken.generation, taken.attempt);
    let manifest = manifest::load(ctx, &file.file_id, generation, attempt).await?;
    let units = units(ctx, &file, &taken).await?;
    Ok(FileDetail {
        file,
        receipts,
        manifest,
        units,
    })
}

async fn units(ctx: &Context, file: &File, taken: &Taken) -> Result<Vec<UnitDetail>> {
    let (id, generation) = (&file.file_id, taken.generation);
    let lines = manifest::units(ctx, id, generation, taken.attempt).await?;
    let retracted = file.ledger.retraction.as_ref().map(|_| Reason::Retracted);
    futures::stream::iter(lines)
        .map(async |line| {
            let line = line?;
            let unit_id = unit_id(id, generation, line.unit.ordinal);
            if retracted.is_some() {
                return Ok(UnitDetail {
                    unit_id,
                    line,
                    excluded: retracted,
                });
            }
            let key = key::unit(&key::doc(&line.unit.doc_key), &unit_id);
            let found = ctx.state.get(&key).await?;
            let unit: Option<Projected> = found.map(projection::read).transpose()?;
            Ok(UnitDetail {
                unit_id,
                line,
                excluded: unit.and_then(|unit| unit.status),
            })
        })
        .buffered(ctx.bounds.at_once.max(1))
        .try_collect()
        .await
}
