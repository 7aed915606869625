//! The ledger: one line a file, which says where it stands. Lists go to manifests, a line stays small.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Expect, Lease, ObjectRef, Op, key};

use convert::Records;

use crate::context::Context;
use crate::error::{Error, Result};

/// A file's line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The feed.
    pub source_system: String,
    /// The contract it was delivered under; empty where content decides.
    pub contract: String,
    /// A landed object that holds its bytes.
    pub object: ObjectRef,
    /// Bytes.
    pub size: u64,
    /// When it was first claimed.
    pub received: Timestamp,
    /// Version of the source's settings that it was converted with; none exist yet.
    pub settings_version: u64,
    /// Generation of the newest conversion, from 1.
    pub generation: u32,
    /// Attempt at that generation, from 1.
    pub attempt: u32,
    /// How many of the attempts ran out of time: whoever made them never let go of the file.
    #[serde(default)]
    pub stopped: u32,
    /// The conversion under way, or left behind by somebody who died.
    pub work: Option<Work>,
    /// The pending entry that hands its newest generation to a round.
    pub pending: Option<String>,
    /// The newest generation that a round took. It counts unless the file is retracted.
    pub taken: Option<Taken>,
    /// Why its newest generation was refused, if so.
    pub refusal: Option<Refused>,
    /// Belongs to the file, whatever else happens, until it is restored.
    pub retraction: Option<Retraction>,
}

/// A claim on a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Names this claim; whoever takes over gives another.
    pub token: String,
    /// Does it end a retraction?
    pub restores: bool,
    /// What is read.
    pub object: ObjectRef,
    /// Until when.
    pub lease: Lease,
    /// It failed, and whoever made it lets others try.
    #[serde(default)]
    pub released: bool,
}

/// A generation that a round took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// Which generation.
    pub generation: u32,
    /// Which attempt at it: together they name the manifest.
    pub attempt: u32,
    /// The batch that made it visible.
    pub batch: u64,
    /// What was in it.
    pub tally: Tally,
}

/// What was in a file, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// `x12`, `payers`, ….
    pub format: String,
    /// What converted it.
    pub converter: String,
    /// Its records.
    pub records: Records,
    /// Its units.
    pub units: u64,
    /// Its parts.
    pub parts: u64,
    /// Rows of `reject`.
    pub rejects: u64,
    /// Rows of `dq_issue`.
    pub dq_issues: u64,
}

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// A short name that does not change.
    pub code: String,
    /// What was expected and what was found, without content.
    pub reason: String,
    /// As far as it was recognised.
    pub format: String,
    /// As far as it was read.
    pub records: Records,
}

/// A retraction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Retraction {
    /// What the person said.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Claimed; nothing of it is visible.
    Converting,
    /// Waits for a round; nothing of it is visible.
    Pending,
    /// A generation of it is in the tables.
    Committed,
    /// Nothing of it could be taken.
    Quarantined,
    /// A person took it out.
    Retracted,
}

impl fmt::Display for FileState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileState::Converting => "converting",
            FileState::Pending => "pending",
            FileState::Committed => "committed",
            FileState::Quarantined => "quarantined",
            FileState::Retracted => "retracted",
        })
    }
}

impl Ledger {
    /// Where the file stands. What is visible comes first: a committed file that is being replayed is
    /// committed.
    #[must_use]
    pub fn state(&self) -> FileState {
        if self.retraction.is_some() {
            FileState::Retracted
        } else if self.taken.is_some() {
            FileState::Committed
        } else if self.pending.is_some() {
            FileState::Pending
        } else if self.work.is_some() {
            FileState::Converting
        } else {
            FileState::Quarantined
        }
    }

    /// The generation that counts.
    #[must_use]
    pub fn live(&self) -> Option<&Taken> {
        self.taken.as_ref().filter(|_| self.retraction.is_none())
    }
}

/// A file's line and its version.
pub(crate) async fn load(ctx: &Context, file_id: &str) -> Result<Option<(Ledger, u64)>> {
    match ctx.state.get(&key::file(file_id)).await? {
        Some(item) => Ok(Some((read(file_id, item.body)?, item.version))),
        None => Ok(None),
    }
}

pub(crate) fn read(file_id: &str, body: serde_json::Value) -> Result<Ledger> {
    serde_json::from_value(body).map_err(|_| Error::Damaged(format!("the ledger of {file_id}")))
}

/// The operation that writes a line.
pub(crate) fn put(file_id: &str, ledger: &Ledger, expect: Expect) -> Result<Op> {
    Ok(Op::Put {
        key: key::file(file_id),
        body: json(ledger)?,
        expect,
    })
}

/// Changes a line as it is now, in one transaction with the operations that `change` returns; tried
/// again when the line changed meanwhile. `None` from `change` leaves everything as it is.
pub(crate) async fn change(
    ctx: &Context,
    file_id: &str,
    mut change: impl FnMut(&mut Ledger) -> Result<Option<Vec<Op>>> + Send,
) -> Result<()> {
    for _ in 0..ctx.bounds.tries {
        let (mut ledger, version) = load(ctx, file_id)
            .await?
            .ok_or_else(|| Error::Damaged(format!("the ledger of {file_id}")))?;
        let Some(mut ops) = change(&mut ledger)? else {
            return Ok(());
        };
        ops.push(put(file_id, &ledger, Expect::Version(version))?);
        match ctx.state.transact(ops).await {
            Err(error) if error.is_conflict() => {}
            done => return Ok(done?),
        }
    }
    Err(Error::Changed("the ledger"))
}

/// Types of ours always serialize: no map of theirs has keys that are no text.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::Damaged("a value of ours".to_owned()))
}
