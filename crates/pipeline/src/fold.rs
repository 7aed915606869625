//! Folds: parts of one table that are written anew, prepared outside the round and handed to it.
//!
//! Whoever prepares one pins a HEAD, writes the new parts and describes what takes whose place. The round
//! takes the description like any pending entry, and refuses it where something that it was prepared from
//! changed meanwhile. A description that no pending entry names is garbage, and so are its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions};
use serde::{Deserialize, Serialize};
use tables::Part;
use tables::part::RECENT;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::manifest::short;
use crate::pending::{self, Entry};
use crate::plan::{self, Plan, Removed, Verdict};
use crate::table_log::Head;

/// What a fold puts in whose place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fold {
    /// Names it, its description and its parts; nobody else gives this name.
    pub name: String,
    /// Its table.
    pub table: String,
    /// The HEAD that it was prepared at.
    pub head: u64,
    /// Parts that go.
    pub removes: Vec<Removed>,
    /// Parts that come.
    pub adds: Vec<Part>,
    /// Rows that stand in none of them any more: those of retracted files and of replaced generations.
    pub dropped: u64,
    /// The generations of files whose rows it holds, as names of units begin. Should anything about them
    /// change before it is taken, it would be wrong.
    pub generations: BTreeSet<String>,
}

/// What units of a generation begin with.
#[must_use]
pub fn generation(file_id: &str, generation: u32) -> String {
    format!("{}-{generation}", short(file_id))
}

/// A name for a fold that nobody else gives.
#[must_use]
pub fn fold_name(ctx: &Context, head: u64) -> String {
    format!("fold-{head:012}-{}", ctx.unique())
}

/// Hands a fold, whose parts are written, to the round.
///
/// # Errors
/// Those of the ports; what was written is garbage then.
pub async fn submit(ctx: &Context, fold: &Fold) -> Result<()> {
    ctx.at("fold.written").await;
    let damaged = |_| Error::Damaged("a value of ours".to_owned());
    let body =
        serde_json::to_vec(fold).map_err(|_| Error::Damaged("a value of ours".to_owned()))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&body).map_err(damaged)?;
    let packed = packed.finish().map_err(damaged)?;
    let create = PutOptions::from(PutMode::Create);
    ctx.warehouse
        .put_opts(&path(&fold.name), packed.into(), create)
        .await?;
    ctx.at("fold.described").await;
    let parts = fold.removes.len() + fold.adds.len();
    let entry = Entry::Fold {
        table: fold.table.clone(),
        head: fold.head,
        name: fold.name.clone(),
        parts: u64::try_from(parts).unwrap_or(u64::MAX),
    };
    ctx.state
        .transact(vec![pending::put(&ctx.arrival(), &entry)?])
        .await?;
    ctx.at("fold.pending").await;
    Ok(())
}

/// The tables whose folds wait for a round.
///
/// # Errors
/// Those of the state.
pub async fn folds_pending(ctx: &Context) -> Result<BTreeSet<String>> {
    let entries = pending::all(ctx).await?.into_values();
    Ok(entries
        .filter_map(|entry| match entry {
            Entry::Fold { table, .. } => Some(table),
            _ => None,
        })
        .collect())
}

/// A description; `None` where there is none.
pub(crate) async fn load(ctx: &Context, name: &str) -> Result<Option<Fold>> {
    let damaged = || Error::Damaged(format!("the description of {name}"));
    let found = match ctx.warehouse.get(&path(name)).await {
        Ok(found) => found.bytes().await?,
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut body = Vec::new();
    GzDecoder::new(&*found)
        .read_to_end(&mut body)
        .map_err(|_| damaged())?;
    serde_json::from_slice(&body)
        .map(Some)
        .map_err(|_| damaged())
}

/// Where descriptions stand.
pub(crate) const FOLDER: &str = "folds";

fn path(name: &str) -> Path {
    format!("{FOLDER}/{name}.json.gz").into()
}

/// A fold among the entries of a plan, by its place there.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) entry: usize,
    pub(crate) table: String,
    pub(crate) name: String,
}

/// Decides on the folds of a plan, once everything else in it is decided: which files and units it leaves
/// out is among what refuses one.
pub(crate) async fn settle(
    ctx: &Context,
    head: &Head,
    plan: &mut Plan,
    asked: Vec<Asked>,
) -> Result<()> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut changed = Changed::default();
    changed.follow(plan);
    let mut from = head.n + 1;
    for Asked { entry, table, name } in asked {
        let fold = load(ctx, &name).await?;
        if let Some(fold) = &fold {
            // Whatever was decided since the earliest of them was prepared; later changes concern it too.
            for n in (fold.head + 1..from).rev() {
                let before = plan::load(ctx, n).await?;
                let before = before.ok_or_else(|| Error::Damaged(format!("plan {n}")))?;
                changed.follow(&before);
                from = n;
            }
        }
        let refused = match &fold {
            Some(fold) => refuse(ctx, head, plan, fold, &changed).await?,
            None => Some((
                "no_fold",
                "expected its description, but found none".to_owned(),
            )),
        };
        let verdict = match (fold, refused) {
            (Some(fold), None) => {
                let dropped = fold.dropped;
                plan.adds
                    .entry(table.clone())
                    .or_default()
                    .extend(fold.adds);
                plan.removes.insert(table.clone(), fold.removes);
                Verdict::Folded {
                    table,
                    name,
                    dropped,
                }
            }
            (_, refused) => {
                let (code, reason) = refused.unwrap_or_default();
                Verdict::Unfolded {
                    table,
                    name,
                    code: code.to_owned(),
                    reason,
                }
            }
        };
        if let Some(settled) = plan.entries.get_mut(entry) {
            settled.verdict = verdict;
        }
    }
    plan.adds.retain(|_, parts| !parts.is_empty());
    Ok(())
}

/// The newest batch that changed what is left out of a generation.
#[derive(Debug, Default)]
struct Changed(BTreeMap<String, u64>);

impl Changed {
    fn follow(&mut self, plan: &Plan) {
        let scopes = plan.scopes.iter().map(|s| (&s.file_id, s.generation));
        let units = plan.units.iter().map(|u| (&u.file_id, u.generation));
        for (file_id, number) in scopes.chain(units) {
            let newest = self.0.entry(generation(file_id, number)).or_default();
            *newest = plan.n.max(*newest);
        }
    }

    fn since(&self, fold: &Fold) -> bool {
        let newer = |name: &String| self.0.get(name).is_some_and(|n| *n > fold.head);
        fold.generations.iter().any(newer)
    }
}

/// Code and reason if a fold can't be taken.
async fn refuse(
    ctx: &Context,
    head: &Head,
    plan: &Plan,
    fold: &Fold,
    changed: &Changed,
) -> Result<Option<(&'static str, String)>> {
    let removed: u64 = fold.removes.iter().map(|part| part.rows).sum();
    let added: u64 = fold.adds.iter().map(|part| part.rows).sum();
    if removed != added + fold.dropped || fold.adds.iter().any(|part| part.tier() == RECENT) {
        let reason = format!(
            "expected {removed} rows to be folded, but found {added} and {} dropped",
            fold.dropped
        );
        return Ok(Some(("unbalanced", reason)));
    }
    if plan.removes.contains_key(&fold.table) {
        let reason = "expected one fold of the table at a time, but found two".to_owned();
        return Ok(Some(("another_fold", reason)));
    }
    if changed.since(fold) {
        let reason = format!(
            "expected what is left out to stand as at batch {}, but found it changed",
            fold.head
        );
        return Ok(Some(("changed", reason)));
    }
    let version = head.versions.get(&fold.table).copied().unwrap_or(0);
    let paths: Vec<&str> = fold.removes.iter().map(|part| &*part.path).collect();
    if !ctx.tables.holds(&fold.table, version, &paths).await? {
        let reason = "expected every part to be live, but found one that is not".to_owned();
        return Ok(Some(("not_live", reason)));
    }
    let mut checks = futures::stream::iter(&fold.adds)
        .map(|part| ctx.tables.validate(part))
        .buffered(ctx.bounds.at_once.max(1));
    while let Some(refused) = checks.try_next().await? {
        if let Some(reason) = refused {
            return Ok(Some(("unfit_part", reason)));
        }
    }
    Ok(None)
}
