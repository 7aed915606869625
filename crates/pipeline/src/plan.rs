//! Plans: everything that a round decides, put before anything is done, so that whoever finishes the
//! round decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions};
use serde::{Deserialize, Serialize};
use tables::Part;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ledger::Tally;
use crate::reason::{Decision, Reason};

/// One batch, before it is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Its number.
    pub n: u64,
    /// When it was prepared.
    pub at: Timestamp,
    /// The pending entries it takes, in order of arrival, with what becomes of each.
    pub entries: Vec<Settled>,
    /// Parts that come, by table: those of files, of its own exclusions, of folds.
    pub adds: BTreeMap<String, Vec<Part>>,
    /// Parts that go because they were folded, by table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub removes: BTreeMap<String, Vec<Removed>>,
    /// Generations of files that are left out from now on.
    pub scopes: Vec<Scope>,
    /// Units that are left out, or count again, or for another reason.
    pub units: Vec<Change>,
}

/// A part that goes: what a Delta log says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Removed {
    /// Relative to the table's root.
    pub path: String,
    /// How many rows it holds.
    pub rows: u64,
    /// Its size in bytes.
    pub size: u64,
    /// As when it was added.
    pub partition_values: BTreeMap<String, Option<String>>,
    /// When its fold was prepared, in milliseconds since 1970.
    pub removed_ms: i64,
}

/// A pending entry and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settled {
    /// The entry's id.
    pub id: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a pending entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
pub enum Verdict {
    /// A generation of a file is taken.
    Committed {
        /// Which.
        conversion: Conversion,
        /// The generation that it replaces.
        replaces: Option<Conversion>,
        /// It ends a retraction.
        restores: bool,
        /// The file is retracted: the generation is taken, and left out.
        hidden: bool,
        /// What is in it.
        tally: Tally,
    },
    /// A generation of a file can't be taken; what it would have replaced stays.
    Refused {
        /// Which.
        conversion: Conversion,
        /// A short name that does not change.
        code: String,
        /// What was expected and what was found, without content.
        reason: String,
        /// What would have been in it.
        tally: Tally,
    },
    /// A file is retracted.
    Retracted {
        /// Which.
        file_id: String,
        /// The generation that counted.
        hides: Option<Conversion>,
        /// What the person said.
        reason: String,
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// A content of a document was decided on.
    Decided {
        /// Partition of the document.
        doc: String,
        /// The content.
        content_hash: String,
        /// How.
        decision: Decision,
    },
    /// Parts of a table take the place of others: those that the plan removes from it, and those that it
    /// adds to it but not as `recent`.
    Folded {
        /// Which table.
        table: String,
        /// The fold's name.
        name: String,
        /// Rows that are gone for good.
        dropped: u64,
    },
    /// A fold can't be taken; nothing changes, and its parts are garbage.
    Unfolded {
        /// Of which table.
        table: String,
        /// The fold's name.
        name: String,
        /// A short name that does not change.
        code: String,
        /// What was expected and what was found, without content.
        reason: String,
    },
    /// There is nothing left to do about it.
    Void,
}

/// One generation of a file, as one attempt converted it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Conversion {
    /// The file.
    pub file_id: String,
    /// Its generation.
    pub generation: u32,
    /// The attempt at it.
    pub attempt: u32,
}

/// A generation of a file that is left out. It never comes back: restoring makes a new one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// The file.
    pub file_id: String,
    /// Its generation.
    pub generation: u32,
    /// Why.
    pub reason: Reason,
    /// The batch that the generation came with; 0 where nobody noted it.
    #[serde(default)]
    pub since: u64,
}

/// A unit whose exclusion changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Partition of its document.
    pub doc: String,
    /// The unit.
    pub unit_id: String,
    /// Its file.
    pub file_id: String,
    /// The file's generation.
    pub generation: u32,
    /// The batch that the generation came with; 0 where nobody noted it.
    #[serde(default)]
    pub since: u64,
    /// Why it was left out.
    pub was: Option<Reason>,
    /// Why it is left out from now on.
    pub now: Option<Reason>,
}

impl Plan {
    /// The tables that it touches.
    pub(crate) fn tables(&self) -> BTreeSet<&str> {
        let tables = self.adds.keys().chain(self.removes.keys());
        tables.map(String::as_str).collect()
    }

    /// What becomes of its entries, in their order.
    pub(crate) fn verdicts(&self) -> Vec<&Verdict> {
        self.entries.iter().map(|entry| &entry.verdict).collect()
    }
}

/// Puts the plan if there is none of its number, else returns the one that is there.
pub(crate) async fn put_if_absent(ctx: &Context, plan: Plan) -> Result<Plan> {
    let body =
        serde_json::to_vec(&plan).map_err(|_| Error::Damaged("a value of ours".to_owned()))?;
    let create = PutOptions::from(PutMode::Create);
    match ctx
        .warehouse
        .put_opts(&path(plan.n), body.into(), create)
        .await
    {
        Ok(_) => Ok(plan),
        Err(object_store::Error::AlreadyExists { .. }) => {
            load(ctx, plan.n).await?.ok_or(Error::Changed("the plan"))
        }
        Err(error) => Err(error.into()),
    }
}

/// A plan; `None` where there is none.
pub(crate) async fn load(ctx: &Context, n: u64) -> Result<Option<Plan>> {
    match ctx.warehouse.get(&path(n)).await {
        Ok(found) => {
            let body = found.bytes().await?;
            let plan =
                serde_json::from_slice(&body).map_err(|_| Error::Damaged(format!("plan {n}")))?;
            Ok(Some(plan))
        }
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn path(n: u64) -> Path {
    format!("plans/{n:012}.json").into()
}
