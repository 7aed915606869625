//! Projections of units: what a round must know to decide which of them live. They can be rebuilt from
//! manifests and plans.

use std::collections::BTreeMap;

use convert::Unit;
use serde::{Deserialize, Serialize};
use store::{Item, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::reason::{Decision, Reason};

/// A unit as of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Projected {
    pub(crate) file_id: String,
    pub(crate) generation: u32,
    pub(crate) ordinal: u32,
    pub(crate) kind: String,
    pub(crate) content_hash: String,
    pub(crate) time: Option<i64>,
    #[serde(default)]
    pub(crate) incomplete: bool,
    pub(crate) isa: String,
    pub(crate) gs: String,
    pub(crate) st: String,
    /// Is its generation the one that counts, and its file not retracted?
    pub(crate) live: bool,
    /// Why it is left out, while it is live.
    pub(crate) status: Option<Reason>,
    /// The batch that it came with; 0 where nobody noted it.
    #[serde(default)]
    pub(crate) since: u64,
    /// The batch that said so: a lower one never writes.
    pub(crate) n: u64,
}

/// What dates a content: envelope time (none is last), whether it is whole, control numbers, hash.
type Date<'a> = (bool, Option<i64>, bool, &'a str, &'a str, &'a str, &'a str);

impl Projected {
    pub(crate) fn of(file_id: &str, generation: u32, unit: &Unit) -> Projected {
        Projected {
            file_id: file_id.to_owned(),
            generation,
            ordinal: unit.ordinal,
            kind: unit.kind.clone(),
            content_hash: unit.content_hash.clone(),
            time: unit.envelope_time,
            incomplete: unit.incomplete,
            isa: unit.isa_control.clone(),
            gs: unit.gs_control.clone(),
            st: unit.st_control.clone(),
            live: true,
            status: None,
            since: 0,
            n: 0,
        }
    }

    /// The same, come with batch `n`.
    pub(crate) fn at(&self, n: u64) -> Projected {
        let since = n;
        Projected {
            since,
            n,
            ..self.clone()
        }
    }

    pub(crate) fn date(&self) -> Date<'_> {
        (
            self.time.is_none(),
            self.time,
            self.incomplete,
            &self.isa,
            &self.gs,
            &self.st,
            &self.content_hash,
        )
    }

    /// The order of units of one content: a total one, and arrival is no part of it.
    pub(crate) fn order(&self) -> (Date<'_>, &str, u32) {
        (self.date(), &self.file_id, self.ordinal)
    }
}

/// A decision as of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Decided {
    #[serde(flatten)]
    pub(crate) decision: Decision,
    pub(crate) n: u64,
}

/// A document: its units by id, and the decisions by content.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) units: BTreeMap<String, Projected>,
    pub(crate) decisions: BTreeMap<String, Decision>,
}

/// Everything that is known of a document.
pub(crate) async fn document(ctx: &Context, partition: &str) -> Result<Document> {
    let mut document = Document::default();
    let mut after: Option<String> = None;
    loop {
        let page = ctx
            .state
            .query(partition, after.as_deref(), ctx.bounds.page)
            .await?;
        let full = page.len() == ctx.bounds.page;
        after = page.last().map(|item| item.key.sort.clone());
        for item in page {
            if let Some(id) = item.key.sort.strip_prefix(key::UNIT) {
                let id = id.to_owned();
                document.units.insert(id, read(item)?);
            } else if let Some(hash) = item.key.sort.strip_prefix(key::DECISION) {
                let hash = hash.to_owned();
                let decided: Decided = read(item)?;
                document.decisions.insert(hash, decided.decision);
            }
        }
        if !full {
            return Ok(document);
        }
    }
}

pub(crate) fn read<T: for<'a> Deserialize<'a>>(item: Item) -> Result<T> {
    serde_json::from_value(item.body)
        .map_err(|_| Error::Damaged(format!("the item {} {}", item.key.partition, item.key.sort)))
}
