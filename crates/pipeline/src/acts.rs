//! What people ask for: replay, retract, restore, decide. Each ends in a pending entry, like a file.

use std::collections::BTreeSet;

use store::{Expect, Op, key};

use crate::book;
use crate::claim;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::head::head;
use crate::ingest::{Outcome, convert_again};
use crate::ledger::{self, FileState, Ledger};
use crate::manifest;
use crate::pending::{self, Entry};
use crate::projection;
use crate::read;
use crate::reason::{Choice, Decision};

/// Converts a committed or quarantined file again, as its next generation. The round that takes it
/// leaves the old one out; if it is quarantined, the old one stays.
///
/// # Errors
/// [`Error::Refused`] if the file does not stand so, [`Error::Busy`] while it is being converted.
pub async fn replay(ctx: &Context, file_id: &str) -> Result<Outcome> {
    let fits = |ledger: &Ledger| match ledger.state() {
        FileState::Committed | FileState::Quarantined | FileState::Converting => Ok(()),
        FileState::Pending => Err(Error::Busy),
        state @ FileState::Retracted => Err(Error::refused(
            "a committed or quarantined file",
            state.to_string(),
        )),
    };
    let claim = claim::again(ctx, file_id, false, fits).await?;
    convert_again(ctx, claim).await
}

/// Ends a retraction: converts the landed object again, as the next generation.
///
/// # Errors
/// [`Error::Refused`] if the file is not retracted, [`Error::Busy`] while it is being converted.
pub async fn restore(ctx: &Context, file_id: &str) -> Result<Outcome> {
    let fits = |ledger: &Ledger| match ledger.state() {
        FileState::Retracted => Ok(()),
        state => Err(Error::refused("a retracted file", state.to_string())),
    };
    let claim = claim::again(ctx, file_id, true, fits).await?;
    convert_again(ctx, claim).await
}

/// Asks for a file to be left out from now on, however often it is dropped.
///
/// # Errors
/// [`Error::Refused`] if there is no such file or it is retracted.
pub async fn retract(ctx: &Context, file_id: &str, reason: &str) -> Result<()> {
    let Some((ledger, _)) = ledger::load(ctx, file_id).await? else {
        return Err(Error::refused("the id of a file", "none with this id"));
    };
    if ledger.retraction.is_some() {
        return Err(Error::refused(
            "a file that is not retracted",
            "one that is",
        ));
    }
    let entry = Entry::Retract {
        file_id: file_id.to_owned(),
        reason: cut(reason, ctx.bounds.reason),
        by: ctx.holders.me().to_string(),
        at: ctx.clock.now(),
        units: ledger.taken.map_or(0, |taken| taken.tally.units),
    };
    let known = Op::Check {
        key: key::file(file_id),
        expect: Expect::Present,
    };
    ctx.state
        .transact(vec![known, pending::put(&ctx.arrival(), &entry)?])
        .await?;
    Ok(())
}

/// At most so many bytes of a text.
fn cut(text: &str, bytes: usize) -> String {
    let end = text.floor_char_boundary(bytes);
    text.get(..end).unwrap_or_default().to_owned()
}

/// Decides on the content of a unit: it counts beside what else does, or it does not count. The
/// decision belongs to the content, and names the contents of the document that are there now, and
/// those that live.
///
/// # Errors
/// [`Error::Refused`] if there is no such unit, or its file's generation does not count.
pub async fn decide(ctx: &Context, unit_id: &str, choice: Choice) -> Result<()> {
    // Projections may be behind what the views show, if a round died after it moved HEAD.
    let n = head(ctx).await?.map_or(0, |head| head.n);
    book::finish(ctx, n).await?;
    let (doc, content_hash) = find_content(ctx, unit_id).await?;
    let mut document = projection::document(ctx, &doc).await?;
    document.units.retain(|_, unit| unit.live);
    let (mut saw, mut lived) = (BTreeSet::new(), BTreeSet::new());
    for unit in document.units.into_values() {
        if unit.status.is_none() {
            lived.insert(unit.content_hash.clone());
        }
        saw.insert(unit.content_hash);
    }
    if !saw.contains(&content_hash) {
        return Err(Error::refused(
            "a unit that a round has taken",
            "one that none has",
        ));
    }
    let decision = Decision {
        choice,
        saw: saw.into_iter().collect(),
        lived: lived.into_iter().collect(),
        by: ctx.holders.me().to_string(),
        at: ctx.clock.now(),
    };
    let entry = Entry::Decide {
        doc,
        content_hash,
        decision,
    };
    ctx.state
        .transact(vec![pending::put(&ctx.arrival(), &entry)?])
        .await?;
    Ok(())
}

/// Partition of a unit's document, and its content.
async fn find_content(ctx: &Context, unit_id: &str) -> Result<(String, String)> {
    let unknown = || Error::refused("the id of a unit", "none with this id");
    let mut words = unit_id.splitn(3, '-');
    let (file, generation, ordinal) = (words.next(), words.next(), words.next());
    let file = file.filter(|file| file.len() == 24).ok_or_else(unknown)?;
    let generation: u32 = generation
        .and_then(|word| word.parse().ok())
        .ok_or_else(unknown)?;
    let ordinal: u32 = ordinal
        .and_then(|word| word.parse().ok())
        .ok_or_else(unknown)?;
    let file = read::find(ctx, file).await?;
    let live = file
        .ledger
        .live()
        .filter(|live| live.generation == generation);
    let Some(live) = live else {
        return Err(Error::refused(
            "a unit of the generation that counts",
            "another generation",
        ));
    };
    for line in manifest::units(ctx, &file.file_id, generation, live.attempt).await? {
        let unit = line?.unit;
        if unit.ordinal == ordinal {
            return Ok((key::doc(&unit.doc_key), unit.content_hash));
        }
    }
    Err(unknown())
}
