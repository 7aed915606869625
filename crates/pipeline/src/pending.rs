//! What a round has to take: files, and what people asked for, in order of arrival.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Expect, Op, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ledger::{Tally, json};
use crate::projection;
use crate::read;
use crate::reason::Decision;

/// An entry of the pending partition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "lowercase")]
pub(crate) enum Entry {
    /// A generation of a file, converted. What it replaces the round sees.
    File {
        file_id: String,
        generation: u32,
        attempt: u32,
        /// Does it end a retraction?
        restores: bool,
        tally: Tally,
    },
    /// A file is to be left out from now on.
    Retract {
        file_id: String,
        reason: String,
        by: String,
        at: Timestamp,
        units: u64,
    },
    /// A content of a document counts, or does not.
    Decide {
        doc: String,
        content_hash: String,
        decision: Decision,
    },
    /// Parts of a table were written anew; the description of that name says which.
    Fold {
        table: String,
        /// The HEAD that it was prepared at.
        head: u64,
        name: String,
        /// How many come and go.
        parts: u64,
    },
}

impl Entry {
    /// Units that the round has to hold for it: a replay touches the old ones too.
    pub(crate) fn units(&self) -> u64 {
        match self {
            Entry::File {
                generation: 1,
                tally,
                ..
            } => tally.units,
            Entry::File { tally, .. } => tally.units.saturating_mul(2),
            Entry::Retract { units, .. } => *units,
            Entry::Decide { .. } | Entry::Fold { .. } => 1,
        }
    }

    /// Parts that it brings.
    pub(crate) fn parts(&self) -> u64 {
        match self {
            Entry::File { tally, .. } => tally.parts,
            Entry::Fold { parts, .. } => *parts,
            Entry::Retract { .. } | Entry::Decide { .. } => 0,
        }
    }
}

/// The operation that enters it, under an id that is never used a second time.
pub(crate) fn put(id: &str, entry: &Entry) -> Result<Op> {
    Ok(Op::Put {
        key: key::pending(id),
        body: json(entry)?,
        expect: Expect::Absent,
    })
}

/// Every entry, by its id.
pub(crate) async fn all(ctx: &Context) -> Result<BTreeMap<String, Entry>> {
    let items = read::all(ctx, key::PENDING).await?;
    let entries = items
        .into_iter()
        .map(|item| Ok((item.key.sort.clone(), projection::read(item)?)));
    entries.collect()
}

/// Since when the entry that came first has been waiting; `None` where none waits.
///
/// # Errors
/// Those of the state.
pub async fn oldest_pending(ctx: &Context) -> Result<Option<Timestamp>> {
    let page = ctx.state.query(key::PENDING, None, 1).await?;
    let Some(first) = page.first() else {
        return Ok(None);
    };
    let since = first.key.sort.split('-').next();
    let since = since.and_then(|micros| Timestamp::from_microsecond(micros.parse().ok()?).ok());
    let damaged = || Error::Damaged(format!("the pending entry {}", first.key.sort));
    since.ok_or_else(damaged).map(Some)
}

/// As many entries as fit into one plan, in order of arrival. The first always fits.
pub(crate) async fn next(ctx: &Context) -> Result<Vec<(String, Entry)>> {
    let (mut entries, mut parts, mut units) = (Vec::new(), 0_u64, 0_u64);
    let mut after: Option<String> = None;
    loop {
        let page = ctx
            .state
            .query(key::PENDING, after.as_deref(), ctx.bounds.page)
            .await?;
        let Some(last) = page.last() else {
            return Ok(entries);
        };
        after = Some(last.key.sort.clone());
        for item in page {
            let id = item.key.sort;
            let entry: Entry = serde_json::from_value(item.body)
                .map_err(|_| Error::Damaged(format!("the pending entry {id}")))?;
            parts = parts.saturating_add(entry.parts());
            units = units.saturating_add(entry.units());
            let full = entries.len() >= ctx.bounds.plan_entries
                || parts > ctx.bounds.plan_parts
                || units > ctx.bounds.plan_units;
            if full && !entries.is_empty() {
                return Ok(entries);
            }
            entries.push((id, entry));
        }
    }
}
